using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class ScoreBinTests
{
    [Theory]
    [InlineData(5, "0-0 1-4 5-5")]
    [InlineData(1, "0-0 1-1")]
    [InlineData(0, "0-0")]
    [InlineData(12, "0-0 1-5 6-10 11-11 12-12")]
    [InlineData(11, "0-0 1-5 6-10 11-11")]
    public void The_lowest_and_highest_score_have_their_own_bins_and_the_others_span_five(int maxScore, string bins) =>
        Assert.Equal(bins, string.Join(' ', ScoreBin.UpTo(maxScore).Select(bin => $"{bin.From}-{bin.To}")));

    [Fact]
    [Trait("kind", "property")]
    public void Every_score_is_in_the_bin_of_its_index()
    {
        for (var maxScore = 0; maxScore <= 200; maxScore++)
        {
            var bins = ScoreBin.UpTo(maxScore).ToList();
            for (var score = 0; score <= maxScore; score++)
            {
                var bin = bins[ScoreBin.IndexOf(score, maxScore)];
                Assert.InRange(score, bin.From, bin.To);
            }
        }
    }
}
