using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Contributions;

/// <summary>Settings of the section <c>Contributions</c>.</summary>
internal sealed class ContributionOptions
{
    /// <summary>Time between two commits, in milliseconds.</summary>
    [WholeNumber(20, 3_600_000)]
    public int CommitMilliseconds { get; set; } = 60_000;

    /// <summary>Screenings of one network that are counted in a day; 0 for no limit.</summary>
    [WholeNumber(0, int.MaxValue)]
    public int PerNetworkPerDay { get; set; } = 20;

    /// <summary>Time between two commits.</summary>
    public TimeSpan CommitInterval => TimeSpan.FromMilliseconds(CommitMilliseconds);
}
