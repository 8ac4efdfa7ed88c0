using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The back and forward buttons of the browser, with the back/forward cache that people's browsers have.</summary>
public sealed class HistoryTests(SharedService service, FullChromium chromium, Chromium headless)
{
    private const int Minute = 60_000;

    private string Other => new Uri(service.Http.BaseAddress!, "/health/live").ToString();

    [Fact]
    public async Task Back_goes_one_step_back_with_the_answers_kept_and_forward_returns()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, page) = (visitor.Widget, visitor.Page);
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Some.Answers());
        await widget.Option("preoccupation", "monthly").ClickAsync();
        await widget.AnswerAll(Some.Answers());
        await widget.Send(contribute: false);
        await widget.ExpectResult();
        var headings = new List<string>();

        while (await widget.Root.Locator("[data-part=choice]").CountAsync() == 0)
        {
            headings.Add(await widget.Heading.TextContentAsync() ?? "");
            await page.GoBackAsync();
            await Assertions.Expect(widget.Heading).Not.ToHaveTextAsync(headings[^1]);
        }

        Assert.Equal(8, headings.Count);
        Assert.Equal(service.Http.BaseAddress!.ToString(), page.Url);
        headings.Reverse();
        foreach (var heading in headings)
        {
            await page.GoForwardAsync();
            await Assertions.Expect(widget.Heading).ToHaveTextAsync(heading);
            Assert.Equal("step", await page.EvaluateAsync<string>("Object.keys(history.state).join()"));
            if (await widget.Option("preoccupation", "monthly").CountAsync() == 0) continue;
            await Assertions.Expect(widget.Root.Locator("input[name=preoccupation][value=monthly]")).ToBeCheckedAsync();
        }

        Assert.Single(visitor.Sent);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_widget_in_another_page_leaves_the_history_and_the_title_alone()
    {
        var script = new Uri(service.Http.BaseAddress!, "/embed/ketamine-screening.js");
        var origin = script.GetLeftPart(UriPartial.Authority);
        await using var host = await HostPage.Start(
            $"<ketamine-screening></ketamine-screening><script type=\"module\" src=\"{script}\"></script>",
            $"script-src {origin}; connect-src {origin}");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        const string State = "`${history.length} ${JSON.stringify(history.state)} ${document.title}`";
        var before = await visitor.Page.EvaluateAsync<string>(State);

        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerUntil("preoccupation", Some.Answers());
        await visitor.Widget.GoBack();
        await visitor.Widget.Answer(Some.Answers());

        Assert.Equal(before, await visitor.Page.EvaluateAsync<string>(State));
        Assert.Empty(await visitor.StoredData());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Whoever_returns_to_the_page_sees_neither_answers_nor_result_before_they_go_on(bool atResult, bool hasCache)
    {
        await using var visitor = await Visitor.Arrive(hasCache ? chromium : headless, service);
        var widget = visitor.Widget;
        await ToPrivateStep(widget, atResult);
        await LeaveAndReturn(visitor, minutes: 1, hasCache);

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("cover.title"));
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        Assert.Equal(Texts.Of("page.title"), await visitor.Page.TitleAsync());
        await Assertions.Expect(widget.Root.Locator("input, [data-part~=band-label]")).ToHaveCountAsync(0);
        await visitor.Page.EvaluateAsync("history.back()");
        await visitor.Page.EvaluateAsync("history.forward()");
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("cover.title"));

        await widget.Button("cover.goOn").ClickAsync();
        if (atResult) await widget.ExpectResult();
        else await Assertions.Expect(widget.Root.Locator("input:checked")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_cover_clears_everything_on_request_and_after_ten_minutes_without_asking(bool isLate)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await ToPrivateStep(widget, atResult: true);

        await LeaveAndReturn(visitor, minutes: isLate ? 11 : 1);
        if (!isLate) await widget.Button("cover.clear").ClickAsync();

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        await Assertions.Expect(widget.Root.Locator("[data-part=resume]")).ToHaveCountAsync(0);
        Assert.Empty(await visitor.StoredData());
        // Clearing goes back to the first entry of the history, which takes a moment.
        await visitor.Page.WaitForFunctionAsync("history.state.step === 0");
        await visitor.Page.GoForwardAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(widget.Band).ToHaveCountAsync(0);
        // The history still has the entries of the steps that are gone.
        await widget.Begin(Some.QuickCheck);
        await Assertions.Expect(widget.Questions.First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Back_from_another_check_returns_to_the_result_or_the_answers_before_it()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, page) = (visitor.Widget, visitor.Page);
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers(("bladder", "weekly")));
        var band = await widget.Band.TextContentAsync() ?? "";

        await widget.Button("result.carry").ClickAsync();
        await widget.Begin();
        await widget.Option("last-used", "never").ClickAsync();
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Assertions.Expect(widget.Band).ToHaveTextAsync(band);
        await page.GoForwardAsync();
        await page.GoForwardAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=last-used][value=never]")).ToBeCheckedAsync();

        await page.EvaluateAsync("history.go(-history.state.step)");
        await widget.Begin(Some.ConcernCheck);
        await Assertions.Expect(widget.Questions.First).ToBeVisibleAsync();
        await page.EvaluateAsync("history.go(-history.state.step)");
        await widget.Begin(Some.SelfCheck);
        await Assertions.Expect(widget.Root.Locator("input[name=last-used][value=never]")).ToBeCheckedAsync();
        Assert.Single(visitor.Sent);
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_leaving_quickly_neither_back_nor_forward_shows_the_page(bool atResult)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await ToPrivateStep(visitor.Widget, atResult);

        await visitor.Widget.Button("leave.button").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        await visitor.Page.GoBackAsync();
        Assert.Equal("about:blank", visitor.Page.Url);
        await visitor.Page.GoForwardAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        await visitor.Page.EvaluateAsync("history.forward()");
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.Equal("Elsewhere", await visitor.Page.TitleAsync());
    }

    /// <remarks>The events of the cache are dispatched here: nothing private is left on the page before the browser puts it away.</remarks>
    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public async Task A_page_is_covered_before_the_browser_puts_it_into_its_cache(int minutes)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await ToPrivateStep(widget, atResult: true);

        await visitor.Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("cover.title"));
        await Assertions.Expect(widget.Band).ToHaveCountAsync(0);
        await visitor.Page.EvaluateAsync(
            "(passed) => { const now = Date.now; Date.now = () => now() + passed; }", minutes * Minute);
        await visitor.Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of(minutes > 10 ? "welcome.title" : "cover.title"));
    }

    private static async Task ToPrivateStep(Widget widget, bool atResult)
    {
        await widget.Begin(Some.QuickCheck);
        if (atResult)
        {
            await widget.Answer(Some.Answers(("bladder", "weekly")));
            return;
        }

        await widget.Option("last-used", "within-12-months").ClickAsync();
        await widget.Option("setting", "unsupervised-only").ClickAsync();
    }

    // The browser returns to the page out of its back/forward cache, or loads it again; the clock moves on meanwhile.
    private async Task LeaveAndReturn(Visitor visitor, int minutes, bool hasCache = true)
    {
        var later = $"const now = Date.now; Date.now = () => now() + {minutes} * {Minute};";
        await visitor.Page.EvaluateAsync(
            $"addEventListener('pagehide', () => {{ {later} }}); addEventListener('pageshow', () => (window.isOutOfCache = true));");
        await visitor.Page.GotoAsync(Other);
        if (!hasCache) await visitor.Prepare(later);
        // A page out of the cache does not load.
        await visitor.Page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        if (hasCache) await visitor.Page.WaitForFunctionAsync("window.isOutOfCache");
    }
}
