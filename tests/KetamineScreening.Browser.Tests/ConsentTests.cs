using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>Whether answers may be counted is asked when they are checked and before the result.</summary>
public sealed class ConsentTests(SharedService service, Chromium chromium)
{
    private const string Appearance = """
        (button) => {
          const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(button);
          const { width, height } = button.getBoundingClientRect();
          return JSON.stringify([
            color, backgroundColor, borderColor, fontWeight, fontSize, Math.round(width), Math.round(height)]);
        }
        """;

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Consent_is_asked_with_two_equal_buttons_and_no_default(int width)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 740 } };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        await ToConsent(visitor);
        var (yes, no) = (visitor.Widget.Button("consent.yes"), visitor.Widget.Button("consent.no"));

        Assert.Equal(await yes.EvaluateAsync<string>(Appearance), await no.EvaluateAsync<string>(Appearance));
        await Assertions.Expect(visitor.Widget.Root.Locator("input:checked")).ToHaveCountAsync(0);
        await no.ClickAsync();
        await visitor.Widget.ExpectResult();
        Assert.False((bool)visitor.Sent.Single()["contribute"]!);
        Assert.Null(visitor.Sent.Single()["about"]);
    }

    [Theory]
    [InlineData("25-34", "woman", """{"ageBand":"25-34","gender":"woman"}""")]
    [InlineData("", "another", """{"gender":"another"}""")]
    [InlineData("", "", null)]
    [InlineData(null, null, null)]
    public async Task People_who_agree_may_say_something_about_themselves(string? age, string? gender, string? about)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await ToConsent(visitor);
        await widget.Button("consent.yes").ClickAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("about.title"));
        Assert.Empty(visitor.Sent);
        foreach (var name in new[] { "ageBand", "gender" })
        {
            Assert.Equal("", await widget.Root.Locator($"input[name={name}]").First.GetAttributeAsync("value"));
        }

        if (age is not null) await widget.Option("ageBand", age).ClickAsync();
        if (gender is not null) await widget.Option("gender", gender).ClickAsync();
        await widget.Next.ClickAsync();
        await widget.ExpectResult();

        Assert.True((bool)visitor.Sent.Single()["contribute"]!);
        Assert.Equal(about, visitor.Sent.Single()["about"]?.ToJsonString());
        await Assertions.Expect(widget.Root).ToContainTextAsync(Texts.Of("result.received"));
    }

    [Fact]
    public async Task Nobody_is_asked_about_themselves_where_the_operator_does_not_want_it()
    {
        await using var reticent = new Service(new Dictionary<string, string> { ["About:Asked"] = "false" });
        await using var visitor = await Visitor.Arrive(chromium, reticent);
        await ToConsent(visitor);

        await visitor.Widget.Button("consent.yes").ClickAsync();

        await visitor.Widget.ExpectResult();
    }

    [Fact]
    public async Task People_who_want_to_be_counted_once_in_a_quarter_are_counted_once()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, once) = (visitor.Widget, visitor.Widget.Root.Locator("[data-part=once]"));
        await ToConsent(visitor);
        await once.CheckAsync();
        await widget.Button("consent.yes").ClickAsync();
        await widget.Next.ClickAsync();
        await widget.ExpectResult();
        const string Note = "localStorage['ketamine-screening-counted']";
        var note = JsonNode.Parse(await visitor.Page.EvaluateAsync<string>(Note))!;
        Assert.Equal($"[\"{Some.QuickCheck}\"]", note["counted"]!.ToJsonString());

        await AgainInNewTab(visitor);
        await Assertions.Expect(once).ToBeCheckedAsync();
        await Assertions.Expect(widget.Root).ToContainTextAsync(Texts.Of("consent.onceNoted"));
        await widget.Button("consent.yes").ClickAsync();
        await widget.ExpectResult();
        Assert.Equal([true, false], visitor.Sent.Select(screening => (bool)screening["contribute"]!));

        // In the next quarter the note is out of date.
        note["period"] = "2020-Q1";
        await visitor.Page.EvaluateAsync($"note => ({Note} = note)", note.ToJsonString());
        await AgainInNewTab(visitor);
        await Assertions.Expect(once).Not.ToBeCheckedAsync();
        await visitor.Widget.Button("leave.button").ClickAsync();
        await visitor.Page.GotoAsync(service.Http.BaseAddress!.ToString());
        Assert.Empty(await visitor.StoredData());
    }

    [Fact]
    public async Task Changed_answers_are_sent_again_and_counted_once()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers(), contribute: true);
        while (await widget.Root.Locator("[data-part=change]").CountAsync() == 0)
        {
            var step = await visitor.Page.EvaluateAsync<int>("history.state.step");
            await visitor.Page.GoBackAsync();
            await visitor.Page.WaitForFunctionAsync("(step) => history.state.step < step", step);
        }

        await widget.Root.Locator("[data-part=change][value=bladder]").ClickAsync();
        await widget.Option("bladder", "weekly").ClickAsync();
        await widget.Next.ClickAsync();
        await widget.Next.ClickAsync();

        await Assertions.Expect(widget.Heading).ToHaveTextAsync("Your result: High risk");
        Assert.Equal([true, false], visitor.Sent.Select(screening => (bool)screening["contribute"]!));
        await Assertions.Expect(widget.Root).ToContainTextAsync(Texts.Of("result.received"));
    }

    private static async Task ToConsent(Visitor visitor)
    {
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerAll(Some.Answers());
        await visitor.Widget.Next.ClickAsync();
        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("consent.question"));
    }

    private static async Task AgainInNewTab(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("sessionStorage.clear(); document.querySelector('ketamine-screening').remove()");
        await visitor.Page.ReloadAsync();
        await ToConsent(visitor);
    }
}
