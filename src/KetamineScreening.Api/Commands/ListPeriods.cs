using System.CommandLine;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Commands;

/// <summary>Lists periods and releases with their dates and states.</summary>
internal sealed class ListPeriods() : StoreCommand("list-periods", "Lists dates and states of periods and releases; never a count.")
{
    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        foreach (var release in await services.GetRequiredService<ReleaseStore>().ListAsync(CancellationToken.None))
        {
            var state = release.IsWithdrawn ? "withdrawn" : "published";
            Console.WriteLine($"{release.Id}\t{release.PeriodStart}\t{release.PeriodEnd}\t{state}");
        }

        foreach (var period in await services.GetRequiredService<PeriodStore>().ListAsync(CancellationToken.None))
        {
            Console.WriteLine($"{period.Id}\t{period.Calendar.FirstDay:yyyy-MM-dd}\t{period.Calendar.LastDay:yyyy-MM-dd}\topen");
        }

        return 0;
    }
}
