using System.CommandLine;
using KetamineScreening.Api.Periods;

namespace KetamineScreening.Api.Commands;

/// <summary>Releases the periods that are over.</summary>
internal sealed class ClosePeriods() : StoreCommand(
    "close-periods", "Releases every period whose end and grace have passed, as the server does by itself, and prints the outcome of each.")
{
    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var periods = services.GetRequiredService<PeriodLifecycle>();
        var over = await periods.OverAsync(now, CancellationToken.None);
        if (over.Count == 0) Console.WriteLine("No period is over.");
        foreach (var period in over)
        {
            var isReleased = await periods.ReleaseAsync(period, CancellationToken.None);
            Console.WriteLine($"{period.Id}\t{(isReleased ? "published" : "kept")}");
        }

        await periods.ReclaimAsync(CancellationToken.None);
        return 0;
    }
}
