using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>What the example page tells embedders to write works as it stands there.</summary>
public sealed class DemoPageTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("component", "policy-component", false)]
    [InlineData("frame", "policy-frame", true)]
    [InlineData("plain-frame", "policy-frame", true)]
    public async Task Its_HTML_shows_the_widget_on_a_page_with_the_policy_it_names(string snippet, string policy, bool framed)
    {
        await using var reader = await Visitor.Arrive(chromium, service, "/embed/demo");
        await Assertions.Expect(reader.Page.Locator("[data-snippet=component]")).ToContainTextAsync(service.Http.BaseAddress!.Authority);
        await using var host = await HostPage.Start(await Snippet(reader, snippet), await Snippet(reader, policy));
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = framed ? new Widget(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(widget.Root.Locator("[part=emergency]")).ToContainTextAsync("999");
        await Assertions.Expect(visitor.Page.GetByText("Take the self-check")).ToBeHiddenAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Its_look_can_be_had()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo");
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }", await Snippet(visitor, "look"));

        await Assertions.Expect(visitor.Widget.Root).ToHaveCSSAsync("background-color", "rgb(255, 250, 242)");
        await Assertions.Expect(visitor.Widget.Root).ToHaveCSSAsync("color", "rgb(43, 33, 24)");
        await Assertions.Expect(visitor.Widget.Root).ToHaveCSSAsync("font-family", "Georgia, serif");
        await Assertions.Expect(visitor.Widget.Root.Locator("button[part=begin]")).ToHaveCSSAsync("border-radius", "4px");
        await Assertions.Expect(visitor.Widget.Root.Locator("button[part=begin]")).ToHaveCSSAsync("background-color", "rgb(122, 62, 0)");
    }

    [Fact]
    public async Task It_shows_both_forms_and_what_a_page_is_told()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo");

        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("h2.heading")).ToBeVisibleAsync();
        await visitor.Widget.Button("welcome.begin").ClickAsync();
        await visitor.Widget.Begin(contribute: false);
        await Assertions.Expect(visitor.Page.Locator(".log li")).ToHaveTextAsync(["ready {}", """started {"questionnaire":"ketamine-quick-check"}""", """section {"index":1,"count":3}"""]);
        Assert.Empty(visitor.Complaints);
    }

    private static async Task<string> Snippet(Visitor reader, string name) => (await reader.Page.Locator($"[data-snippet={name}]").TextContentAsync())!.Trim();
}
