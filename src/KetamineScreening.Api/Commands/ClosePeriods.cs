using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Commands;

/// <summary>Closes the periods whose quarter is over, as the service does by itself.</summary>
internal sealed class ClosePeriods : IVerb
{
    /// <inheritdoc />
    public string Word => "close-periods";

    /// <inheritdoc />
    public string Usage => "close-periods";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words.Count == 0;

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        var now = Quarter.Of(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var periods = services.GetRequiredService<PeriodLifecycle>();
        var over = await periods.OverAsync(now, CancellationToken.None);
        if (over.Count == 0) Console.WriteLine("No period is over.");
        foreach (var period in over)
        {
            var outcome = await periods.CloseAsync(period, now, remainder: null, mark: null, CancellationToken.None);
            Console.WriteLine($"{period.Id}\t{(outcome == ClosingOutcome.Published ? "published" : outcome == ClosingOutcome.CarriedOn ? "carried-on" : "kept")}");
        }

        await periods.ReclaimAsync(CancellationToken.None);
        return 0;
    }
}
