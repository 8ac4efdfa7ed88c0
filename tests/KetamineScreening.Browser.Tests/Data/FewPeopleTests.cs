using static KetamineScreening.Browser.Tests.Data.DemoReleases;

namespace KetamineScreening.Browser.Tests.Data;

public sealed class FewPeopleTests(FewPeople people, Chromium chromium) : IClassFixture<FewPeople>
{
    [Fact]
    public async Task A_figure_of_too_few_people_is_a_sentence_with_its_table()
    {
        await using var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}?audience=current-use");
        var figure = visitor.Page.Locator("#bands");
        var widths = (await people.Rows("bands.csv"))
            .Where(row => row["audience"] == "current-use")
            .Select(row => row["share"].Length == 0 ? double.PositiveInfinity : Number(row["ci_high"]) - Number(row["ci_low"]))
            .Order()
            .ToList();

        Assert.True(widths[widths.Count / 2] > 0.3);
        await Assertions.Expect(figure.Locator(".message")).ToHaveTextAsync(DataTexts.Of("data.tooFew"));
        await Assertions.Expect(figure.Locator(".mark")).ToHaveCountAsync(0);
        await Assertions.Expect(figure.Locator("tbody tr")).ToHaveCountAsync(widths.Count);
        await Assertions.Expect(figure.Locator("h2")).ToContainTextAsync(DataTexts.Of("data.bands.title"));
        Assert.Empty(visitor.Complaints);
    }
}
