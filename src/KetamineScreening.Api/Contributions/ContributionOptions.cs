using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Contributions;

/// <summary>Settings of the section <c>Contributions</c>.</summary>
internal sealed class ContributionOptions
{
    private const int SmallestBatch = 10;

    /// <summary>
    /// Fewest screenings of one questionnaire in one commit. With fewer than ten, two copies of the store would tell people apart.
    /// </summary>
    [WholeNumber(SmallestBatch, 1000)]
    public int MinimumBatch { get; set; } = SmallestBatch;

    /// <summary>Most screenings of one questionnaire that wait in memory while the store is unavailable.</summary>
    [WholeNumber(1000, 100_000_000)]
    public int MaximumPending { get; set; } = 1_000_000;

    /// <summary>Time between two commits, in milliseconds.</summary>
    [WholeNumber(20, 3_600_000)]
    public int CommitMilliseconds { get; set; } = 5000;

    /// <summary>Approximate number of screenings of one network that are counted in a day (UTC); 0 for no limit.</summary>
    [WholeNumber(0, int.MaxValue)]
    public int PerNetworkPerDay { get; set; } = 20;

    /// <summary>Time between two commits.</summary>
    public TimeSpan CommitInterval => TimeSpan.FromMilliseconds(CommitMilliseconds);
}
