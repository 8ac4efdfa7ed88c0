using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Commands;

/// <summary>Lists periods and releases: dates and states, and never a count.</summary>
internal sealed class ListPeriods : IVerb
{
    /// <inheritdoc />
    public string Word => "list-periods";

    /// <inheritdoc />
    public string Usage => "list-periods";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words.Count == 0;

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        foreach (var release in await services.GetRequiredService<ReleaseStore>().ListAsync(CancellationToken.None))
        {
            Console.WriteLine($"{release.Id}\t{release.FirstQuarter}\t{release.LastQuarter}\t{(release.IsWithdrawn ? "withdrawn" : "published")}");
        }

        foreach (var period in await services.GetRequiredService<PeriodStore>().ListAsync(CancellationToken.None))
        {
            Console.WriteLine($"{period.Id}\t{period.FirstQuarter}\t{period.LastQuarter}\topen");
        }

        return 0;
    }
}
