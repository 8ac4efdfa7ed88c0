using System.Globalization;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The widget in a page of another origin, whose policy allows only what the example page says.</summary>
public sealed class EmbedTests(SharedService service, Chromium chromium)
{
    private const string Listen = """
        window.told = [];
        for (const name of ['ready', 'started', 'section', 'completed', 'resized', 'leave']) {
          document.addEventListener(name, ({ detail }) => window.told.push({ name, detail }));
        }
        """;

    // What an event may hold: nothing that depends on a single answer.
    private static readonly Dictionary<string, string[]> Details = new()
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
    public async Task A_page_is_told_what_happens_and_never_an_answer(bool framed)
    {
        await using var host = await Host(framed);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: Listen);
        var widget = WidgetOf(visitor, framed);

        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly")));
        await visitor.Page.WaitForFunctionAsync("told.some(({ name }) => name === 'completed')");
        var told = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>("JSON.stringify(told)"))!.AsArray();

        Assert.All(told, one => Assert.Equal(Details[(string)one!["name"]!], one["detail"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(["ready", "started", "section", "section", "section", "completed"], told.Select(one => (string)one!["name"]!).Where(name => name != "resized"));
        Assert.Equal([1, 2, 3], told.Where(one => (string)one!["name"]! == "section").Select(one => (int)one!["detail"]!["index"]!));
        Assert.Equal("""{"questionnaire":"ketamine-quick-check","version":"1.0.0"}""", told.Last(one => (string)one!["name"]! != "resized")!["detail"]!.ToJsonString());
        Assert.Empty(visitor.Complaints);
        Assert.All(visitor.Addresses, address => Assert.Contains(address.GetLeftPart(UriPartial.Authority), new[] { Origin, host.Address.GetLeftPart(UriPartial.Authority) }));
        Assert.Empty(await visitor.Kept());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_band_is_told_only_to_a_page_that_asks_for_it(bool framed)
    {
        await using var host = await Host(framed, "reveal-band");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: Listen);

        await WidgetOf(visitor, framed).Begin(Some.QuickCheck);
        await WidgetOf(visitor, framed).Answer(Some.Answers(("bladder", "weekly")));
        await visitor.Page.WaitForFunctionAsync("told.some(({ name }) => name === 'completed')");

        Assert.Equal("high", await visitor.Page.EvaluateAsync<string>("told.find(({ name }) => name === 'completed').detail.band"));
    }

    /// <remarks>A page may name a country wrongly, or one that the service does not know.</remarks>
    [Theory]
    [InlineData("QQ")]
    [InlineData("England")]
    public async Task A_country_that_is_none_keeps_nobody_from_help_or_a_result(string country)
    {
        await using var host = await Host(framed: false, $"country=\"{country}\"");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly")));

        await Assertions.Expect(visitor.Widget.Root.Locator("[part~=help] a[href^='tel:'], [part~=help] a[href^='https:']").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Widget.Root).Not.ToContainTextAsync(Texts.Of("result.localRefused"));
        Assert.Single(visitor.Sent);
    }

    [Fact]
    public async Task The_frame_is_as_high_as_its_content_when_it_grows_and_when_it_shrinks()
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
    public async Task The_height_of_the_frame_keeps_within_bounds(int height, int bound)
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await FittingHeight(visitor);

        await Say(visitor, host, "resized", new { height });

        await Assertions.Expect(visitor.Page.Locator("iframe")).ToHaveCSSAsync("height", $"{bound}px");
    }

    [Fact]
    public async Task Where_a_browser_does_not_scroll_for_a_frame_the_loader_does()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, new() { ViewportSize = new() { Width = 400, Height = 300 } });
        await FittingHeight(visitor);
        await visitor.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        await Assertions.Expect(visitor.Page.Locator("h1")).Not.ToBeInViewportAsync();

        await Say(visitor, host, "reveal", new { top = 0 });

        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_frame_has_the_whole_page_left_but_no_script_run()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await FittingHeight(visitor);

        await Say(visitor, host, "leave", new { to = "javascript:document.title='run'" });
        await Say(visitor, host, "leave", new { to = "/relative" });
        await Say(visitor, host, "leave", new { to = Visitor.Elsewhere });

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.DoesNotContain(visitor.Addresses, address => address.AbsolutePath == "/relative");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Messages_of_others_are_not_heard()
    {
        await using var host = await Host(framed: true);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: Listen);
        var before = await FittingHeight(visitor);

        await visitor.Page.EvaluateAsync("""
            new Promise((done) => {
              addEventListener('message', ({ data }) => data === 'last' && done());
              for (const type of ['resized', 'completed', 'leave']) postMessage({ source: 'ketamine-screening', type, detail: { height: 999, to: 'https://www.wikipedia.org/' } }, '*');
              postMessage('last', '*');
            })
            """);

        Assert.Equal(before, await FittingHeight(visitor));
        Assert.False(await visitor.Page.EvaluateAsync<bool>("told.some(({ name }) => name === 'completed' || name === 'leave')"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_step_begins_at_its_heading_and_the_way_out_stays_in_sight(bool framed)
    {
        await using var host = await Host(framed);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, new() { ViewportSize = new() { Width = 400, Height = 700 } });
        var widget = WidgetOf(visitor, framed);
        await widget.Begin(Some.SelfCheck);
        await widget.AnswerSection(Some.Answers());
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
    public async Task Whoever_leaves_quickly_leaves_the_whole_page(bool framed, bool byKey)
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

    [Theory]
    [InlineData("#7a3e00", "#7a3e00")]
    [InlineData("rebeccapurple", "rebeccapurple")]
    [InlineData("rgb(10 20 30 / 50%)", "rgb(10 20 30 / 50%)")]
    [InlineData("url(https://example.org/x)", "")]
    [InlineData("red; background: blue", "")]
    [InlineData("var(--text)", "")]
    [InlineData("", "")]
    public async Task The_address_of_a_frame_sets_only_what_looks_right(string accent, string set)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, $"/embed/frame?theme=dark&country=ie&lang=en&onclick=x&leave-to=https://example.org/&accent={Uri.EscapeDataString(accent)}");
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        Assert.Equal(set, await visitor.Widget.Root.EvaluateAsync<string>("widget => widget.style.getPropertyValue('--ks-accent')"));
        Assert.Equal(["country", "lang", "theme"], (await visitor.Widget.Root.EvaluateAsync<string[]>("widget => widget.getAttributeNames()")).Except(["style"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_may_not_frame_the_widget_still_shows_its_own_link()
    {
        await using var restricted = new Service(new Dictionary<string, string> { ["Embed:FrameAncestors"] = "https://clinic.example" });
        var origin = restricted.Http.BaseAddress!.ToString().TrimEnd('/');
        await using var host = await HostPage.Start(
            $"<div data-ketamine-screening><a href=\"{origin}/\">Take the self-check</a></div><script type=\"module\" src=\"{origin}/embed/loader.js\"></script>",
            $"script-src {origin}; frame-src {origin}");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await visitor.Page.WaitForFunctionAsync("document.querySelector('iframe')");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Take the self-check" })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeHiddenAsync();
        Assert.Contains(visitor.Complaints, complaint => complaint.Contains("frame-ancestors", StringComparison.Ordinal));
    }

    private Task<HostPage> Host(bool framed, string attribute = "") => framed
        ? HostPage.Start($"<div data-ketamine-screening {(attribute.Length > 0 ? "data-" + attribute : "")}>Loading</div><script type=\"module\" src=\"{Origin}/embed/loader.js\"></script>", FramePolicy)
        : HostPage.Start($"<ketamine-screening {attribute}></ketamine-screening><script type=\"module\" src=\"{Origin}/embed/ketamine-screening.js\"></script>", ComponentPolicy);

    private static Widget WidgetOf(Visitor visitor, bool framed) => framed ? new(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

    // Speaks as the page in the frame does.
    private static async Task Say(Visitor visitor, HostPage host, string type, object detail) => await visitor.Page.Frames[1].EvaluateAsync(
        "([type, detail, host]) => parent.postMessage({ source: 'ketamine-screening', type, detail }, host)",
        new[] { type, detail, host.Address.GetLeftPart(UriPartial.Authority) });

    // Waits until the frame is as high as the page in it, which nothing else makes it.
    private static async Task<int> FittingHeight(Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        var frame = visitor.Page.Frames[1];
        await Assertions.Expect(new Widget(frame.Locator("ketamine-screening")).Heading).ToBeVisibleAsync();
        var content = await frame.EvaluateAsync<int>("Math.ceil(document.body.getBoundingClientRect().height)");
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToHaveCSSAsync("height", string.Create(CultureInfo.InvariantCulture, $"{content}px"));
        return content;
    }
}
