using static KetamineScreening.Browser.Tests.Data.DemoReleases;

namespace KetamineScreening.Browser.Tests.Data;

public sealed class FewPeopleTests(FewPeople people, Chromium chromium) : IClassFixture<FewPeople>
{
    private const double Widest = 0.3;

    [Fact]
    public async Task A_figure_is_a_sentence_with_its_table_exactly_when_its_median_interval_is_wider_than_30_points()
    {
        var judged = new List<bool>();
        var heading = DataTexts.Of("totals.tooFewTitle").Replace("{title}", DataTexts.Of("totals.scores.title"), StringComparison.Ordinal);
        foreach (var group in (await people.Rows("score_histogram.csv")).GroupBy(row => row["audience"]))
        {
            await using var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}?scored={group.Key}");
            var figure = visitor.Page.Locator("#scores");
            await Assertions.Expect(figure.Locator("tbody tr")).ToHaveCountAsync(group.Count());
            var isTooFew = MedianWidth(group) > Widest;

            judged.Add(isTooFew);
            Assert.Equal(isTooFew, await figure.GetByText(DataTexts.Of("totals.tooFew")).IsVisibleAsync());
            Assert.Equal(isTooFew, await figure.Locator(".mark").CountAsync() == 0);
            Assert.Equal(isTooFew, await figure.Locator("h2").TextContentAsync() == heading);
            Assert.Empty(visitor.Complaints);
        }

        Assert.Equal([false, true], judged.Distinct().Order());
    }

    private static double MedianWidth(IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var widths = rows
            .Select(row => row["share"].Length == 0 ? double.PositiveInfinity : Number(row["ci_high"]) - Number(row["ci_low"]))
            .Order()
            .ToList();
        return (widths[(widths.Count - 1) / 2] + widths[widths.Count / 2]) / 2;
    }
}
