using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>People are told when the page that embeds the widget learns their band.</summary>
public sealed class BandTests(SharedService service, Chromium chromium)
{
    private const string Record = "addEventListener('ks-completed', ({ detail }) => { window.told = detail; });";

    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_said_before_the_questions_and_where_the_answers_are_sent(bool framed)
    {
        await using var host = await embedding.Page(framed, [("reveal-band", "")]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: Record);
        var widget = Embedding.WidgetOf(visitor, framed);

        await widget.Root.Locator($"button[value='{Some.QuickCheck}']").ClickAsync();
        await Assertions.Expect(widget.Root.Locator(".main")).ToContainTextAsync(Texts.Of("before.bandRevealed"));
        await widget.Begin();
        await widget.AnswerAll(Some.Answers(("bladder", "weekly")));
        await widget.Next.ClickAsync();
        await Assertions.Expect(widget.Root.Locator(".main")).ToContainTextAsync(Texts.Of("consent.bandRevealed"));
        await widget.Root.Locator("[data-part=contributeNo]").ClickAsync();
        await widget.ExpectResult();

        await visitor.Page.WaitForFunctionAsync("window.told");
        Assert.Equal("high", await visitor.Page.EvaluateAsync<string>("told.band"));
    }

    [Fact]
    public async Task A_band_that_the_page_asks_for_after_that_is_not_revealed()
    {
        await using var host = await embedding.Page(framed: false);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, script: Record);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerAll(Some.Answers());
        await widget.Next.ClickAsync();
        await Assertions.Expect(widget.Root.Locator("[data-part=contributeNo]")).ToBeVisibleAsync();
        await widget.Root.EvaluateAsync("widget => widget.setAttribute('reveal-band', '')");

        await widget.Root.Locator("[data-part=contributeNo]").ClickAsync();
        await widget.ExpectResult();

        await visitor.Page.WaitForFunctionAsync("window.told");
        Assert.Equal("questionnaire,version", await visitor.Page.EvaluateAsync<string>("Object.keys(told).join()"));
    }
}
