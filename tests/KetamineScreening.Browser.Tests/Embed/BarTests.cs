using System.Globalization;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>The bar with the emergency call and the way out stays visible in every page.</summary>
public sealed class BarTests(SharedService service, Chromium chromium)
{
    private const int Header = 80;

    private const string StickyHeader = """
        <style>#top { position: sticky; top: 0; height: 80px; z-index: 10; background: white; }</style>
        <div id="top">Clinic</div><p style="height: 300px">Text</p>
        """;

    private const string Space = """<p style="height: 3000px">Text</p>""";

    private static readonly BrowserNewContextOptions Window = new()
    {
        ViewportSize = new() { Width = 400, Height = 700 },
        ReducedMotion = ReducedMotion.Reduce,
    };

    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Below_a_sticky_header_the_bar_and_every_heading_are_visible(bool framed)
    {
        const string Component = "<style>ketamine-screening { --ks-sticky-top: 80px; }</style>";
        await using var host = await embedding.Page(framed, [("sticky-top", "80")], StickyHeader + Component, Space);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        var widget = Embedding.WidgetOf(visitor, framed);
        await widget.Begin(Some.SelfCheck);
        await widget.AnswerStep(Some.Answers());
        await widget.Questions.Last.ScrollIntoViewIfNeededAsync();
        await widget.AnswerStep(Some.Answers());

        await Eventually(async () =>
        {
            var (bar, heading) = (await BarOf(widget), await TopOf(widget.Heading));
            Assert.InRange(bar.Top, Header - 1, Header + 1);
            Assert.InRange(heading, bar.Bottom, 350);
        });
        await visitor.Page.Mouse.WheelAsync(0, 400);
        await Eventually(async () => Assert.InRange((await BarOf(widget)).Top, Header - 1, Header + 1));
    }

    [Theory]
    [InlineData("--ks-font-size: 1px")]
    [InlineData("--ks-text: white; --ks-background: white; --ks-urgent: white; --ks-urgent-background: white; --ks-on-accent: white")]
    public async Task No_property_of_the_page_makes_the_bar_invisible(string css)
    {
        const string Looks = """
            (control) => {
              const { color, backgroundColor, fontSize } = getComputedStyle(control);
              return [color, backgroundColor, fontSize];
            }
            """;
        await using var host = await embedding.Page(framed: false, [("country", "GB")], $"<style>ketamine-screening {{ {css}; }}</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        foreach (var part in new[] { "emergency-call", "emergency-button", "leave" })
        {
            var looks = await visitor.Widget.Root.Locator($"[data-part={part}]").EvaluateAsync<string[]>(Looks);
            Assert.NotEqual(looks[0], looks[1]);
            Assert.InRange(double.Parse(looks[2].Replace("px", "", StringComparison.Ordinal), CultureInfo.InvariantCulture), 10, 40);
        }
    }

    [Theory]
    [InlineData("--ks-sticky-top: 5000px")]
    [InlineData("--ks-sticky-top: -5000px")]
    [InlineData("--ks-sticky-top: 0")]
    [InlineData("--ks-sticky-top: none")]
    [InlineData("--bar: 5000px; --clip: 5000px; --sticky: 5000px")]
    public async Task No_property_of_the_page_pushes_the_bar_away(string css)
    {
        await using var host = await embedding.Page(framed: false, before: $"<style>ketamine-screening {{ {css}; }}</style>", after: Space);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Page.EvaluateAsync("scrollTo(0, 500)");

        Assert.InRange((await BarOf(visitor.Widget)).Top, 0, 700 / 3 + 1);
    }

    [Fact]
    public async Task No_part_lets_the_page_hide_or_move_the_bar()
    {
        await using var host = await embedding.Page(framed: false);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var parts = await visitor.Widget.Root.EvaluateAsync<string[]>(
            """
            ({ shadowRoot }) => {
              const bar = shadowRoot.querySelector('.bar');
              const isAround = (node) => node.contains(bar) || bar.contains(node);
              return [...shadowRoot.querySelectorAll('[part]')].filter(isAround).map((node) => node.part.value);
            }
            """);

        Assert.Empty(parts);
    }

    [Theory]
    [InlineData("nothing is reported", null)]
    [InlineData("a wrong place is reported", 5000)]
    [InlineData("a wrong place above is reported", -5000)]
    public async Task In_a_long_frame_the_bar_is_visible_whatever_the_page_reports(string _, int? top)
    {
        await using var host = await embedding.BareFrame("width=\"380\" height=\"4000\"", after: Space);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        var widget = Embedding.WidgetOf(visitor);
        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync(
            """
            (top) => {
              const report = (type, detail) => frames[0].postMessage({ source: 'ketamine-screening', type, detail }, '*');
              if (top === null) return;
              report('hello');
              setInterval(() => report('view', { top }), 20);
            }
            """,
            top);

        foreach (var position in new[] { 300, 340, 900, 120 })
        {
            await visitor.Page.EvaluateAsync($"scrollTo(0, {position})");
            await Eventually(async () => Assert.InRange((await BarOf(widget)).Top, -20, 700 / 3 + 20));
        }
    }

    [Fact]
    public async Task In_a_frame_that_scrolls_inside_the_bar_stays_at_its_top()
    {
        await using var host = await embedding.BareFrame("width=\"380\" height=\"600\" frameborder=\"0\"", after: Space);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Window);
        var widget = Embedding.WidgetOf(visitor);
        await widget.Begin(Some.SelfCheck);
        await Assertions.Expect(widget.Questions.First).ToBeVisibleAsync();
        var frame = (await visitor.Page.Locator("iframe").BoundingBoxAsync())!.Y;
        await visitor.Page.Frames[1].EvaluateAsync("scrollTo(0, 400)");

        await Eventually(async () => Assert.InRange((await BarOf(widget)).Top - frame, -1, 1));
        await visitor.Page.EvaluateAsync("scrollTo(0, 300)");
        await Eventually(async () => Assert.InRange((await BarOf(widget)).Top, -11, 11));
    }

    [Fact]
    public async Task At_280_pixels_the_bar_takes_less_than_a_sixth_of_a_small_window()
    {
        var narrow = new BrowserNewContextOptions { ViewportSize = new() { Width = 280, Height = 640 }, TimezoneId = "Europe/London" };
        await using var host = await embedding.Page(framed: false, before: "<style>body { margin: 0; }</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, narrow);
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();

        var (top, bottom) = await BarOf(visitor.Widget);

        Assert.InRange(bottom - top, 40, 640 / 6);
        Assert.Equal(280, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static async Task<(double Top, double Bottom)> BarOf(Widget widget)
    {
        var box = (await widget.Root.Locator(".bar").BoundingBoxAsync())!;
        return (box.Y, box.Y + box.Height);
    }

    private static async Task<double> TopOf(ILocator element) => (await element.BoundingBoxAsync())!.Y;

    // The position follows an observer of the browser, which reports a little later.
    private static async Task Eventually(Func<Task> check)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await check();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (tries < 50)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }
}
