using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Frames and pages in a sandbox, such as the previews of content management systems.</summary>
public sealed class SandboxTests(SharedService service, Chromium chromium)
{
    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData("allow-scripts")]
    [InlineData("allow-scripts allow-same-origin")]
    [InlineData("allow-scripts allow-forms")]
    public async Task A_sandboxed_frame_reaches_the_result(string sandbox)
    {
        await using var host = await embedding.BareFrame($"sandbox=\"{sandbox}\" width=\"400\" height=\"700\"");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = Embedding.WidgetOf(visitor);
        // Without its origin, a frame is a page that nobody named, and nothing is counted.
        var isSameOrigin = sandbox.Contains("allow-same-origin", StringComparison.Ordinal);

        await widget.Begin(Some.QuickCheck);
        await widget.Option("last-used", "within-12-months").ClickAsync();
        await widget.Option("setting", "unsupervised-only").Locator("input").PressAsync("Enter");
        await widget.Answer(Some.Answers(("bladder", "weekly")), contribute: isSameOrigin);

        Assert.Single(visitor.Sent);
        Assert.Empty(visitor.Complaints);
    }

    /// <remarks>A sandboxed page has no origin, and its sandbox is that of its frames too.</remarks>
    [Fact]
    public async Task The_loader_works_in_a_sandboxed_page()
    {
        await using var host = await embedding.Page(framed: true, policy: "sandbox allow-scripts");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = Embedding.WidgetOf(visitor);

        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers());

        Assert.True((await visitor.Page.Locator("iframe").BoundingBoxAsync())!.Height > 300);
        Assert.Equal("clipboard-write", await visitor.Page.Locator("iframe").GetAttributeAsync("allow"));
        Assert.Empty(visitor.Complaints);
    }
}
