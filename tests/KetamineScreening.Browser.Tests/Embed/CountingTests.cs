using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>On a page of an origin that the operator has not named, the component counts nothing, says so and does not ask.</summary>
public sealed class CountingTests(Chromium chromium)
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    public async Task People_are_asked_only_where_their_answers_can_be_counted(bool framed, bool isNamed, bool isAsked)
    {
        await using var host = await HostPage.Start("", "script-src *; connect-src *; frame-src *; style-src 'unsafe-inline'");
        var origins = isNamed ? $"*,{host.Address.GetLeftPart(UriPartial.Authority)}" : "*";
        await using var service = new Service(new Dictionary<string, string> { ["Cors:Origins"] = origins });
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var element = framed ? "<div data-ketamine-screening></div>" : "<ketamine-screening></ketamine-screening>";
        await visitor.Page.Locator("main").EvaluateAsync("(main, html) => main.insertAdjacentHTML('beforeend', html)", element);
        var script = new Uri(service.Http.BaseAddress!, framed ? "embed/loader.js" : "embed/ketamine-screening.js");
        await visitor.Page.AddScriptTagAsync(new() { Url = script.ToString(), Type = "module" });
        var widget = Embedding.WidgetOf(visitor, framed);

        await widget.Begin(Some.QuickCheck);
        await widget.AnswerAll(Some.Answers(("bladder", "weekly")));
        await widget.Next.ClickAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of(isAsked ? "consent.question" : "consent.notCounted"));
        await widget.Root.Locator(isAsked ? "[data-part=contributeYes]" : "[data-part=contributeNo]").ClickAsync();
        if (isAsked) await widget.Next.ClickAsync();
        await widget.ExpectResult();

        Assert.Equal(isAsked, (bool)visitor.Sent.Single()["contribute"]!);
        await Assertions.Expect(widget.Root).ToContainTextAsync(Texts.Of(isAsked ? "result.received" : "result.declined"));
    }
}
