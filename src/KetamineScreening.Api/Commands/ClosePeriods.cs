using System.CommandLine;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Commands;

/// <summary>Closes the periods whose quarter is over.</summary>
internal sealed class ClosePeriods() : StoreCommand(
    "close-periods", "Closes every period whose quarter is over, as the server does by itself, and prints the outcome of each.")
{
    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var now = Quarter.Of(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var periods = services.GetRequiredService<PeriodLifecycle>();
        var over = await periods.OverAsync(now, CancellationToken.None);
        if (over.Count == 0) Console.WriteLine("No period is over.");
        foreach (var period in over)
        {
            var outcome = await periods.CloseAsync(period, now, remainder: null, mark: null, CancellationToken.None);
            Console.WriteLine($"{period.Id}\t{TextOf(outcome)}");
        }

        await periods.ReclaimAsync(CancellationToken.None);
        return 0;
    }

    private static string TextOf(ClosingOutcome outcome) => outcome switch
    {
        ClosingOutcome.Published => "published",
        ClosingOutcome.CarriedOn => "carried-on",
        _ => "kept",
    };
}
