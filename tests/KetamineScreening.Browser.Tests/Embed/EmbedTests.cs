using System.Globalization;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>The widget on a page of another origin with the content security policy of the example page.</summary>
public sealed class EmbedTests(SharedService service, Chromium chromium)
{
    private const string RecordEvents = """
        window.recorded = [];
        for (const name of ['ready', 'started', 'section', 'completed', 'resized', 'leave']) {
          document.addEventListener(`ks-${name}`, ({ detail }) => window.recorded.push({ name, detail }));
        }
        """;

    // Allowed members of the event details; none of them depends on a single answer.
    private static readonly Dictionary<string, string[]> DetailMembers = new()
    {
        ["ready"] = [],
        ["started"] = ["questionnaire"],
        ["section"] = ["count", "index"],
        ["completed"] = ["questionnaire", "version"],
        ["resized"] = ["height"],
    };

    private string Origin => service.Http.BaseAddress!.ToString().TrimEnd('/');

    private string ComponentPolicy => $"script-src {Origin}; connect-src {Origin}";

    private string FramePolicy => $"script-src {Origin}; frame-src {Origin}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_never_contain_an_answer(bool framed)
    {
        await using var host = await Host(framed);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: RecordEvents);
        var widget = WidgetOf(visitor, framed);

        await widget.Begin(Some.QuickCheck);
        // The storage of a frame is its own; scripts of the page could read that of a component.
        await Assertions.Expect(widget.Root.Locator("[data-part=keep]")).ToHaveCountAsync(framed ? 1 : 0);
        await widget.Answer(Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly")));
        await visitor.Page.WaitForFunctionAsync("recorded.some(({ name }) => name === 'completed')");
        var events = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>("JSON.stringify(recorded)"))!.AsArray();

        string NameOf(JsonNode? entry) => (string)entry!["name"]!;
        Assert.All(events, entry => Assert.Equal(
            DetailMembers[NameOf(entry)], entry!["detail"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(
            ["ready", "started", "section", "section", "section", "section", "completed"],
            events.Select(NameOf).Where(name => name != "resized"));
        Assert.Equal([1, 2, 3, 4], events.Where(entry => NameOf(entry) == "section").Select(entry => (int)entry!["detail"]!["index"]!));
        Assert.Equal(
            $$"""{"questionnaire":"ketamine-quick-check","version":"{{Some.Version}}"}""",
            events.Last(entry => NameOf(entry) != "resized")!["detail"]!.ToJsonString());
        Assert.Empty(visitor.Complaints);
        string[] origins = [Origin, host.Address.GetLeftPart(UriPartial.Authority)];
        Assert.All(visitor.Addresses, address => Assert.Contains(address.GetLeftPart(UriPartial.Authority), origins));
        Assert.Empty(await visitor.StoredData());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_event_contains_the_band_only_with_reveal_band(bool framed)
    {
        await using var host = await Host(framed, "reveal-band");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: RecordEvents);

        await WidgetOf(visitor, framed).Begin(Some.QuickCheck);
        await WidgetOf(visitor, framed).Answer(Some.Answers(("bladder", "weekly")));
        await visitor.Page.WaitForFunctionAsync("recorded.some(({ name }) => name === 'completed')");

        Assert.Equal("high", await visitor.Page.EvaluateAsync<string>("recorded.find(({ name }) => name === 'completed').detail.band"));
    }

    /// <remarks>A page may set an invalid country or one that the service does not know.</remarks>
    [Theory]
    [InlineData("QQ")]
    [InlineData("England")]
    public async Task An_unknown_country_prevents_neither_help_nor_a_result(string country)
    {
        await using var host = await Host(framed: false, $"country=\"{country}\"");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly")));

        var help = visitor.Widget.Root.Locator("[data-part~=talk] a[href^='tel:'], [data-part~=talk] a[href^='https:']");
        await Assertions.Expect(help.First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Widget.Root).Not.ToContainTextAsync(Texts.Of("result.localRefused"));
        Assert.Single(visitor.Sent);
    }

    [Fact]
    public async Task The_height_of_the_frame_follows_its_content()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = WidgetOf(visitor, framed: true);

        await widget.Begin(Some.SelfCheck);
        var first = await FittingHeight(visitor);
        await widget.Option("last-used", "within-12-months").ClickAsync();
        var grown = await FittingHeight(visitor);
        await widget.Option("last-used", "never").ClickAsync();
        var shrunk = await FittingHeight(visitor);
        await visitor.Page.SetViewportSizeAsync(320, 600);
        var narrow = await FittingHeight(visitor);

        Assert.True(grown > first + 100, $"{first} {grown}");
        Assert.Equal(first, shrunk);
        Assert.True(narrow > shrunk, $"{shrunk} {narrow}");
    }

    [Theory]
    [InlineData(50, 150)]
    [InlineData(1_000_000, 20_000)]
    public async Task The_height_of_the_frame_stays_within_its_bounds(int height, int bound)
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await FittingHeight(visitor);

        await SendFromFrame(visitor, host, "resized", new { height });

        await Assertions.Expect(visitor.Page.Locator("iframe")).ToHaveCSSAsync("height", $"{bound}px");
    }

    [Fact]
    public async Task The_loader_scrolls_to_the_heading_when_the_frame_asks_for_it()
    {
        await using var host = await Host(framed: true);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 400, Height = 300 } };
        await using var visitor = await Visitor.Arrive(chromium, host.Address, options);
        await FittingHeight(visitor);
        await visitor.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await Assertions.Expect(visitor.Page.Locator("h1")).Not.ToBeInViewportAsync();

        await SendFromFrame(visitor, host, "reveal", new { top = 0, margin = 96 });

        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_frame_can_navigate_the_page_to_a_website_but_not_to_a_script()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await FittingHeight(visitor);

        await SendFromFrame(visitor, host, "leave", new { to = "javascript:document.title='run'" });
        await SendFromFrame(visitor, host, "leave", new { to = "/relative" });
        await SendFromFrame(visitor, host, "leave", new { to = Visitor.Elsewhere });

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.DoesNotContain(visitor.Addresses, address => address.AbsolutePath == "/relative");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Messages_from_other_windows_are_ignored()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: RecordEvents);
        var before = await FittingHeight(visitor);

        await visitor.Page.EvaluateAsync("""
            new Promise((resolve) => {
              addEventListener('message', ({ data }) => data === 'last' && resolve());
              const detail = { height: 999, to: 'https://www.wikipedia.org/' };
              for (const type of ['resized', 'completed', 'leave']) postMessage({ source: 'ketamine-screening', type, detail }, '*');
              postMessage('last', '*');
            })
            """);

        Assert.Equal(before, await FittingHeight(visitor));
        Assert.False(await visitor.Page.EvaluateAsync<bool>("recorded.some(({ name }) => name === 'completed' || name === 'leave')"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_view_starts_at_its_heading_and_the_leave_button_stays_visible(bool framed)
    {
        await using var host = await Host(framed);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 400, Height = 700 } };
        await using var visitor = await Visitor.Arrive(chromium, host.Address, options);
        var widget = WidgetOf(visitor, framed);
        await widget.Begin(Some.SelfCheck);
        await widget.AnswerStep(Some.Answers());
        await widget.Next.ClickAsync();

        await Assertions.Expect(widget.Heading).ToBeInViewportAsync();
        await widget.Questions.Last.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(widget.Heading).Not.ToBeInViewportAsync();
        await Assertions.Expect(widget.Button("leave.button")).ToBeInViewportAsync();
        await widget.Next.ClickAsync();
        await Assertions.Expect(widget.Heading).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Leaving_quickly_replaces_the_whole_page(bool framed, bool byKey)
    {
        await using var host = await Host(framed);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = WidgetOf(visitor, framed);
        await widget.Root.Locator($"button[value='{Some.QuickCheck}']").FocusAsync();

        if (byKey)
        {
            await visitor.EscapeTwice();
        }
        else
        {
            await widget.Button("leave.button").ClickAsync();
        }

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.Equal("Elsewhere", await visitor.Page.TitleAsync());
    }

    /// <remarks>Chrome and Firefox have URL.parse since version 126, Safari since 18.</remarks>
    [Fact]
    public async Task Older_browsers_leave_the_whole_page_too()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: "delete URL.parse; delete URL.canParse;");
        await WidgetOf(visitor, framed: true).Root.Locator($"button[value='{Some.QuickCheck}']").FocusAsync();

        await visitor.EscapeTwice();

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("#7a3e00", "#7a3e00")]
    [InlineData("rebeccapurple", "rebeccapurple")]
    [InlineData("rgb(10 20 30 / 50%)", "rgb(10 20 30 / 50%)")]
    [InlineData("url(https://example.org/x)", "")]
    [InlineData("red; background: blue", "")]
    [InlineData("var(--text)", "")]
    [InlineData("", "")]
    public async Task The_query_of_a_frame_sets_only_valid_values(string accent, string expected)
    {
        var query = $"theme=dark&country=ie&lang=en&onclick=x&leave-to=https://example.org/&accent={Uri.EscapeDataString(accent)}";
        await using var visitor = await Visitor.Arrive(chromium, service, $"/embed/frame?{query}");
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var root = visitor.Widget.Root;
        var attributes = await root.EvaluateAsync<string[]>("widget => widget.getAttributeNames()");
        Assert.Equal(expected, await root.EvaluateAsync<string>("widget => widget.style.getPropertyValue('--ks-accent')"));
        Assert.Equal(["country", "lang", "theme"], attributes.Except(["ready", "style"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_may_not_frame_the_widget_still_shows_its_link()
    {
        await using var restricted = new Service(new Dictionary<string, string> { ["Embed:FrameAncestors"] = "https://clinic.example" });
        var origin = restricted.Http.BaseAddress!.ToString().TrimEnd('/');
        var link = $"<a href=\"{origin}/\">Take the self-check</a>";
        await using var host = await HostPage.Start(
            $"<div data-ketamine-screening>{link}</div>{Script($"{origin}/embed/loader.js")}",
            $"script-src {origin}; frame-src {origin}");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await visitor.Page.WaitForFunctionAsync("document.querySelector('iframe')");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Take the self-check" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeHiddenAsync();
        Assert.Contains(visitor.Complaints, complaint => complaint.Contains("frame-ancestors", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_the_texts_it_says_so_with_emergency_numbers_and_can_be_tried_again(bool framed)
    {
        await using var host = await new Embedding(service).Page(framed);
        await using var visitor = await Visitor.Arrive(chromium, service, "/health/live");
        await visitor.Page.Context.RouteAsync("**/v1/texts", route => route.AbortAsync());
        await visitor.Page.GotoAsync(host.Address.ToString());
        var widget = Embedding.WidgetOf(visitor, framed);

        await Assertions.Expect(widget.Root.Locator("a[href='tel:112']")).ToBeVisibleAsync();
        await Assertions.Expect(widget.Root).ToContainTextAsync(Texts.Of("trouble.title"));
        await visitor.Page.Context.UnrouteAsync("**/v1/texts");
        await widget.Root.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
    }

    private static string Script(string url) => $"<script type=\"module\" src=\"{url}\"></script>";

    private Task<HostPage> Host(bool framed, string attribute = "")
    {
        if (!framed)
        {
            var script = Script($"{Origin}/embed/ketamine-screening.js");
            return HostPage.Start($"<ketamine-screening {attribute}></ketamine-screening>{script}", ComponentPolicy);
        }

        var dataAttribute = attribute.Length > 0 ? "data-" + attribute : "";
        var loader = Script($"{Origin}/embed/loader.js");
        return HostPage.Start($"<div data-ketamine-screening {dataAttribute}>Loading</div>{loader}", FramePolicy);
    }

    private static Widget WidgetOf(Visitor visitor, bool framed) =>
        framed ? new(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

    // Sends a message to the embedding page, as the page inside the frame does.
    private static async Task SendFromFrame(Visitor visitor, HostPage host, string type, object detail) =>
        await visitor.Page.Frames[1].EvaluateAsync(
            "([type, detail, host]) => parent.postMessage({ source: 'ketamine-screening', type, detail }, host)",
            new[] { type, detail, host.Address.GetLeftPart(UriPartial.Authority) });

    // Waits until the frame has the height of its content, which only the loader can set.
    private static async Task<int> FittingHeight(Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        var frame = visitor.Page.Frames[1];
        await Assertions.Expect(new Widget(frame.Locator("ketamine-screening")).Heading).ToBeVisibleAsync();
        var content = await frame.EvaluateAsync<int>("Math.ceil(document.body.getBoundingClientRect().height)");
        var height = string.Create(CultureInfo.InvariantCulture, $"{content}px");
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToHaveCSSAsync("height", height);
        return content;
    }
}
