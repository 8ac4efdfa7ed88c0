using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class VocabularyTests
{
    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void A_screening_increments_one_counter_per_item_and_flag_one_score_bin_and_one_band(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        Answering.ForAll(questionnaire, answers =>
        {
            var sums = new long[vocabulary.Cells.Length];
            vocabulary.Add(questionnaire.Score(answers), sums);
            var counts = vocabulary.Cells.Zip(sums)
                .Where(entry => !entry.First.Key.StartsWith("moments/", StringComparison.Ordinal))
                .ToList();
            var incremented = counts.Where(entry => entry.Second == 1).Select(entry => entry.First.Key).ToList();
            int Count(string prefix) => incremented.Count(key => key.StartsWith(prefix, StringComparison.Ordinal));
            return counts.All(entry => entry.Second is 0 or 1)
                && questionnaire.Items.All(item => Count($"options/{item.Id}/") == 1)
                && Count("score/") == 1
                && Count("bands/") == 1
                && questionnaire.Flags.All(flag => Count($"flags/{flag.Code}/") == 1)
                && incremented.Count == questionnaire.Items.Length + 2 + questionnaire.Flags.Length;
        });
    }

    [Theory, MemberData(nameof(Ids))]
    [Trait("kind", "property")]
    public void The_incremented_counters_match_the_answers(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        Answering.ForAll(questionnaire, answers =>
        {
            var sums = new long[vocabulary.Cells.Length];
            var result = questionnaire.Score(answers);
            vocabulary.Add(result, sums);
            var incremented = vocabulary.Cells.Where((_, index) => sums[index] == 1).Select(cell => cell.Key).ToHashSet();
            var scoreKey = incremented.Single(key => key.StartsWith("score/", StringComparison.Ordinal));
            var bin = scoreKey.Split('/')[2].Split('-').Select(int.Parse).ToList();
            return answers.All(answer => incremented.Contains($"options/{answer.Key}/{answer.Value}"))
                && incremented.Contains($"bands/{result.Audience.Code}/{result.Band.Code}")
                && bin[0] <= result.Score && result.Score <= bin[1];
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_cells_are_ordered_and_unique(string id)
    {
        var keys = new Vocabulary([Published.All[id]]).Cells.Select(cell => cell.Key).ToList();

        Assert.True(keys.Count > 50);
        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
    }

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

    [Theory]
    [InlineData("2026-12-31T23:59:59Z", "2026q4")]
    [InlineData("2027-01-01T00:00:00Z", "2027q1")]
    [InlineData("2027-01-01T00:30:00+01:00", "2026q4")]
    [InlineData("2026-03-31T23:00:00-02:00", "2026q2")]
    public void Quarters_are_in_utc(string moment, string quarter) =>
        Assert.Equal(quarter, Quarter.Of(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)).ToString());
}
