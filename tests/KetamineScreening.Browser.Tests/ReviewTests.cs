using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The list of answers before anything is sent, and what is said about a missing answer.</summary>
public sealed class ReviewTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task Every_asked_question_is_listed_with_its_answer_and_nothing_has_been_sent()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.SelfCheck);
        await widget.AnswerAll(Some.Answers(("bladder", "weekly")));

        var items = await widget.Root.Locator("[data-part=change]").EvaluateAllAsync<string[]>("all => all.map(({ value }) => value)");
        var sections = (await service.Get($"/v1/questionnaires/{Some.SelfCheck}"))["sections"]!.AsArray();
        var asked = sections.SelectMany(section => section!["items"]!.AsArray()).Select(item => (string)item!["id"]!).Where(items.Contains);

        Assert.Equal(46, items.Length);
        Assert.Equal(asked, items);
        await Assertions.Expect(Line(widget, "bladder")).ToContainTextAsync("Once a week or more");
        await Assertions.Expect(Line(widget, "memory")).ToContainTextAsync(Texts.Of("review.none"));
        Assert.Empty(visitor.Sent);
    }

    [Fact]
    public async Task A_changed_answer_leads_back_to_the_list_and_a_new_question_is_asked_on_the_way()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerAll(new Dictionary<string, string> { ["last-used"] = "never" });
        await widget.Root.Locator("[data-part=change][value=last-used]").ClickAsync();
        await widget.Option("last-used", "within-12-months").ClickAsync();
        await widget.Option("setting", "unsupervised-only").ClickAsync();
        await Assertions.Expect(widget.Next).ToHaveTextAsync(Texts.Of("review.return"));
        await widget.Next.ClickAsync();

        // The sections that the change has opened.
        foreach (var item in new[] { "frequency", "more-than-planned", "bladder" })
        {
            await Assertions.Expect(widget.Root.Locator($"input[name='{item}']").First).ToBeVisibleAsync();
            await widget.Next.ClickAsync();
        }

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("review.title"));
        await widget.Root.Locator("[data-part=change][value=bladder]").ClickAsync();
        await widget.Option("bladder", "weekly").ClickAsync();
        await widget.Next.ClickAsync();
        await Assertions.Expect(Line(widget, "bladder")).ToContainTextAsync("Once a week or more");
        await widget.Send(contribute: false);
        await widget.ExpectResult();
        Assert.Equal(Some.Answers(("bladder", "weekly")), visitor.SentAnswers);
    }

    [Fact]
    public async Task A_missing_answer_has_the_same_words_in_the_list_of_errors_and_at_its_question_and_is_in_the_title()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        var title = await visitor.Page.TitleAsync();

        await widget.Next.ClickAsync();
        var errors = widget.Root.Locator("[data-part=errors]");
        await Assertions.Expect(errors).ToContainTextAsync(Texts.Of("section.errorTitle"));
        await Assertions.Expect(errors).ToBeFocusedAsync();
        Assert.Equal(Texts.Of("page.errorTitle").Replace("{title}", title, StringComparison.Ordinal), await visitor.Page.TitleAsync());
        var link = errors.GetByRole(AriaRole.Link);
        await Assertions.Expect(widget.Root.Locator(".error:visible")).ToHaveTextAsync(await link.TextContentAsync() ?? "");

        await link.ClickAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=last-used]").First).ToBeFocusedAsync();
        await widget.Option("last-used", "never").ClickAsync();
        Assert.Equal(title, await visitor.Page.TitleAsync());
    }

    [Fact]
    public async Task The_title_follows_the_steps_and_never_tells_the_band()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        Assert.Equal(Texts.Of("page.title"), await visitor.Page.TitleAsync());
        await widget.Begin(Some.QuickCheck);
        List<string> titles = [];
        do titles.Add(await visitor.Page.TitleAsync());
        while (!await widget.AnswerStep(Some.Answers(("bladder", "weekly"))));
        titles.Add(await visitor.Page.TitleAsync());
        await widget.Send(contribute: false);
        await widget.ExpectResult();

        Assert.Equal(5, titles.Distinct().Count());
        Assert.All(titles, title => Assert.EndsWith(Texts.Of("page.title"), title, StringComparison.Ordinal));
        var band = await widget.Band.TextContentAsync() ?? "";
        await Assertions.Expect(widget.Heading).ToHaveTextAsync($"Your result: {band}");
        Assert.Equal("Your result - Ketamine screening", await visitor.Page.TitleAsync());
    }

    private static ILocator Line(Widget widget, string item) =>
        widget.Root.Locator("[data-part=answers] dl > div")
            .Filter(new() { Has = widget.Root.Page.Locator($"[data-part=change][value='{item}']") });
}
