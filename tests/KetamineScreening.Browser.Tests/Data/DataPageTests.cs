using static KetamineScreening.Browser.Tests.Data.DemoReleases;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>The figures of the data page show the numbers of the files, and remember what the reader chose.</summary>
[Collection<ManyPeople.Shared>]
public sealed class DataPageTests(ManyPeople people, Chromium chromium)
{
    private const string Everyone = "all";

    private static readonly string[] Figures = ["bands", "items", "scores", "advice", "fit", "trend"];

    [Fact]
    public async Task Six_figures_are_drawn_without_a_complaint_and_without_a_request_to_others()
    {
        await using var visitor = await Arrive();

        foreach (var figure in Figures)
        {
            await Assertions.Expect(visitor.Page.Locator($"#{figure} .mark").First).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Page.Locator($"#{figure} .picture")).ToHaveAttributeAsync("aria-hidden", "true");
            await Assertions.Expect(visitor.Page.Locator($"#{figure} .sentence")).Not.ToBeEmptyAsync();
        }

        Assert.Empty(visitor.Complaints);
        Assert.All(visitor.Addresses, address => Assert.Equal(people.Service.Http.BaseAddress!.Authority, address.Authority));
    }

    [Theory]
    [InlineData("bands", "bands.csv", "audience", Everyone, "band")]
    [InlineData("scores", "score_histogram.csv", "audience", "current-use", "score_from")]
    [InlineData("advice", "flags.csv", "", "", "flag")]
    [InlineData("fit", "psychometrics.csv", "measure", "item-rest", "item")]
    public async Task Marks_and_tables_have_the_numbers_of_the_file(string figure, string file, string column, string value, string code)
    {
        await using var visitor = await Arrive();
        var shares = figure == "fit" ? "value" : "share";
        var expected = (await people.Rows(file))
            .Where(row => (column.Length == 0 || row[column] == value) && row[shares].Length > 0)
            .Select(row => new Mark(row[code], Number(row[shares]), Number(row["ci_low"]), Number(row["ci_high"])))
            .OrderBy(mark => mark.Code, StringComparer.Ordinal);

        var marks = await Marks(visitor, figure);
        var table = await visitor.Page.Locator($"#{figure} tbody tr").EvaluateAllAsync<string[][]>(
            "rows => rows.map((row) => [...row.querySelectorAll('data')].slice(0, 3).map(({ value }) => value))");

        Assert.NotEmpty(marks);
        Assert.Equal(expected, marks.OrderBy(mark => mark.Code, StringComparer.Ordinal));
        Assert.Equal(
            marks.Select(mark => (double[])[mark.Value, mark.Low, mark.High]),
            table.Where(row => row.Length > 0).Select(row => row.Select(Number).ToArray()));
    }

    [Fact]
    public async Task A_dot_is_where_its_number_belongs_and_a_negative_one_is_left_of_zero()
    {
        await using var visitor = await Arrive();

        var dots = await visitor.Page.Locator("#advice .row:has(.mark)").EvaluateAllAsync<double[][]>(
            """
            rows => rows.map((row) => [
              Number(row.querySelector('.mark').dataset.value),
              Number(row.querySelector('.dot').getAttribute('cx')),
              Number(row.querySelector('.zero').getAttribute('x1')),
            ])
            """);

        // One scale for all rows: the distance from zero is in proportion to the value.
        var largest = dots.MaxBy(dot => dot[0])!;
        var perUnit = (largest[1] - largest[2]) / largest[0];
        Assert.True(perUnit > 0);
        Assert.All(dots, dot => Assert.Equal(dot[0] * perUnit, dot[1] - dot[2], tolerance: 0.01));
    }

    [Fact]
    public async Task A_choice_is_in_the_address_and_Back_undoes_it()
    {
        await using var visitor = await Arrive();
        var asCount = Radio(visitor, "totals.as.count");
        await asCount.CheckAsync();
        await visitor.Page.Locator("#choice-audience").SelectOptionAsync("current-use");

        Assert.EndsWith("?as=count&audience=current-use", visitor.Page.Url, StringComparison.Ordinal);
        await using var other = await Arrive(new Uri(visitor.Page.Url).Query);
        await Assertions.Expect(Radio(other, "totals.as.count")).ToBeCheckedAsync();
        await Assertions.Expect(other.Page.Locator("#choice-audience")).ToHaveValueAsync("current-use");
        Assert.Equal(await Marks(visitor, "bands"), await Marks(other, "bands"));

        await visitor.Page.GoBackAsync();
        await Assertions.Expect(visitor.Page.Locator("#choice-audience")).ToHaveValueAsync(Everyone);
        await Assertions.Expect(asCount).ToBeCheckedAsync();
        await visitor.Page.GoBackAsync();
        await Assertions.Expect(asCount).Not.ToBeCheckedAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_chosen_question_shows_all_its_answers_and_an_unknown_choice_is_the_default()
    {
        await using var visitor = await Arrive("?item=bladder&sort=size&level=never-heard-of");

        await Assertions.Expect(visitor.Page.Locator("#items table")).ToHaveCountAsync(2);
        await Assertions.Expect(visitor.Page.Locator("#items .group")).ToHaveCountAsync(2);
        await Assertions.Expect(Radio(visitor, "totals.items.at.once")).ToBeCheckedAsync();
        var values = (await Marks(visitor, "items")).Select(mark => mark.Value).Skip(6).ToList();
        Assert.Equal(values.OrderDescending(), values);
    }

    [Fact]
    public async Task The_noise_drawn_again_adds_ten_faint_dots_to_each_mark()
    {
        await using var visitor = await Arrive(options: new() { ReducedMotion = ReducedMotion.Reduce });
        var marks = (await Marks(visitor, "bands")).Count;
        var button = visitor.Page.Locator("#bands").GetByRole(AriaRole.Button, new() { Name = DataTexts.Of("totals.redraw") });

        await button.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#bands .draw")).ToHaveCountAsync(10 * marks);
        await button.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#bands .draw")).ToHaveCountAsync(10 * marks);
    }

    [Fact]
    public async Task Every_figure_of_a_synthetic_release_says_that_it_is_made_up()
    {
        await using var visitor = await Arrive();

        foreach (var figure in Figures)
        {
            await Assertions.Expect(visitor.Page.Locator($"#{figure} .badge")).ToHaveTextAsync(DataTexts.Of("totals.madeUpMark"));
            await Assertions.Expect(visitor.Page.Locator($"#{figure} .stamp").First).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Another_release_is_opened_by_the_button_and_keeps_the_choices()
    {
        await using var visitor = await Arrive("?as=count");
        var first = await visitor.Page.Locator("#release-choice option").Last.GetAttributeAsync("value");

        await visitor.Page.Locator("#release-choice").SelectOptionAsync(first!);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = DataTexts.Of("totals.show"), Exact = true }).ClickAsync();

        await visitor.Page.WaitForURLAsync($"**{first!.TrimStart('.')}?as=count");
        await Assertions.Expect(visitor.Page.Locator("#bands .mark").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_change_of_the_language_keeps_the_choices()
    {
        await using var visitor = await Arrive("?as=count");
        await visitor.Page.Locator("#choice-audience").SelectOptionAsync("current-use");

        await visitor.Page.Locator("a[hreflang=de]").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(visitor.Page.Locator("#choice-audience")).ToHaveValueAsync("current-use");
        Assert.EndsWith("?as=count&audience=current-use&lang=de", visitor.Page.Url, StringComparison.Ordinal);
    }

    private static ILocator Radio(Visitor visitor, string text) =>
        visitor.Page.GetByRole(AriaRole.Radio, new() { Name = DataTexts.Of(text), Exact = true });

    private async Task<Visitor> Arrive(string query = "", BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}{query}", options);
        await Assertions.Expect(visitor.Page.Locator("#trend .mark").First).ToBeVisibleAsync();
        return visitor;
    }

    private static async Task<IReadOnlyList<Mark>> Marks(Visitor visitor, string figure)
    {
        await Assertions.Expect(visitor.Page.Locator($"#{figure} .mark").First).ToBeVisibleAsync();
        var marks = await visitor.Page.Locator($"#{figure} .mark").EvaluateAllAsync<string[][]>(
            "marks => marks.map(({ dataset }) => [dataset.code, dataset.value, dataset.low, dataset.high])");
        return [.. marks.Select(mark => new Mark(mark[0], Number(mark[1]), Number(mark[2]), Number(mark[3])))];
    }

    private sealed record Mark(string Code, double Value, double Low, double High);
}
