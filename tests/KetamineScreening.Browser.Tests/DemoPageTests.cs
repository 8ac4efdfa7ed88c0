using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The snippets of the example page work as shown.</summary>
public sealed class DemoPageTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("component", "policy-component", false)]
    [InlineData("frame", "policy-frame", true)]
    [InlineData("plain-frame", "policy-frame", true)]
    public async Task Each_HTML_snippet_shows_the_widget_under_the_policy_of_the_page(string snippet, string policy, bool framed)
    {
        await using var reader = await Visitor.Arrive(chromium, service, "/embed/demo");
        await Assertions.Expect(reader.Page.Locator("[data-snippet=component]")).ToContainTextAsync(service.Http.BaseAddress!.Authority);
        await using var host = await HostPage.Start(await Snippet(reader, snippet), await Snippet(reader, policy));
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = framed ? new Widget(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(widget.Root.Locator("[data-part=emergency]")).ToContainTextAsync("999");
        await Assertions.Expect(visitor.Page.GetByText("Take the self-check")).ToBeHiddenAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_snippet_of_the_look_changes_colours_font_and_corners()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo");
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
            await Snippet(visitor, "look"));

        await Assertions.Expect(visitor.Widget.Root.Locator(".widget")).ToHaveCSSAsync("background-color", "rgb(255, 250, 242)");
        await Assertions.Expect(visitor.Widget.Root.Locator(".widget")).ToHaveCSSAsync("color", "rgb(43, 33, 24)");
        await Assertions.Expect(visitor.Widget.Root.Locator(".widget")).ToHaveCSSAsync("font-family", "Georgia, serif");
        var begin = visitor.Widget.Root.Locator("button[data-part=begin]");
        await Assertions.Expect(begin).ToHaveCSSAsync("border-radius", "4px");
        await Assertions.Expect(begin).ToHaveCSSAsync("background-color", "rgb(122, 62, 0)");
    }

    [Fact]
    public async Task The_example_page_shows_both_kinds_of_embedding_and_logs_the_events()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo");

        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("h2.heading")).ToBeVisibleAsync();
        await visitor.Widget.Button("section.next").ClickAsync();
        await visitor.Widget.Begin();
        string[] events =
        [
            "ks-ready {}", """ks-started {"questionnaire":"ketamine-quick-check"}""", """ks-section {"index":1,"count":4}""",
        ];
        await Assertions.Expect(visitor.Page.Locator(".log li")).ToHaveTextAsync(events);
        Assert.Empty(visitor.Complaints);
    }

    private static async Task<string> Snippet(Visitor reader, string name) =>
        (await reader.Page.Locator($"[data-snippet={name}]").TextContentAsync())!.Trim();
}
