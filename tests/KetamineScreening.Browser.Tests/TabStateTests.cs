using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A reload, or a phone that closes the tab during a call, loses nothing for half an hour.</summary>
public sealed class TabStateTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData("questions")]
    [InlineData("list of answers")]
    [InlineData("result")]
    public async Task A_reload_comes_back_to_the_same_step(string step)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await To(widget, step);
        var heading = await widget.Heading.TextContentAsync() ?? "";

        await visitor.Page.ReloadAsync();

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(heading);
        if (step == "questions") await Assertions.Expect(widget.Root.Locator("input:checked")).ToHaveCountAsync(1);
        await visitor.Page.GoBackAsync();
        await Assertions.Expect(widget.Heading).Not.ToHaveTextAsync(heading);
        await visitor.Page.GoForwardAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(heading);
        Assert.Equal(step == "result" ? 1 : 0, visitor.Sent.Count());
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task The_state_lasts_for_half_an_hour(int minutes, bool lasts)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await To(visitor.Widget, "result");
        await visitor.Prepare($"const now = Date.now; Date.now = () => now() + {minutes} * 60_000");

        await visitor.Page.ReloadAsync();

        if (lasts)
        {
            await visitor.Widget.ExpectResult();
            return;
        }

        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        Assert.Empty(await visitor.StoredData());
    }

    [Fact]
    public async Task Without_storage_the_journey_works_to_the_result()
    {
        const string Blocked = """
            for (const storage of ['localStorage', 'sessionStorage']) {
              Object.defineProperty(window, storage, { get() { throw new DOMException('', 'SecurityError'); } });
            }
            """;
        await using var visitor = await Visitor.Arrive(chromium, service.Http.BaseAddress!, script: Blocked);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Root.GetByLabel(Texts.Of("section.keep")).ClickAsync();
        await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync(Texts.Of("section.keepFailed"));
        await visitor.Widget.Answer(Some.Answers(), contribute: true);

        await visitor.Widget.Button("leave.button").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Clearing_everything_asks_in_its_place_first()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await To(widget, "result");

        await widget.Button("result.restart").ClickAsync();
        await widget.Button("restart.no").ClickAsync();
        await Assertions.Expect(widget.Button("result.restart")).ToBeFocusedAsync();
        await widget.ExpectResult();
        await widget.Button("result.restart").ClickAsync();
        await widget.Button("restart.yes").ClickAsync();

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        Assert.Empty(await visitor.StoredData());
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
    }

    [Fact]
    public async Task An_Escape_that_closes_the_emergency_panel_does_not_count_towards_leaving()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        await visitor.Widget.Root.Locator("[data-part=emergency] select").FocusAsync();

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-button]")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(visitor.Widget.Root.Locator("[role=status]").Last).ToHaveTextAsync(Texts.Of("leave.again"));
        Assert.Equal(service.Http.BaseAddress!.ToString(), visitor.Page.Url);
    }

    private static async Task To(Widget widget, string step)
    {
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Some.Answers());
        await widget.Option("preoccupation", "monthly").ClickAsync();
        if (step == "questions") return;
        await widget.AnswerAll(Some.Answers());
        if (step == "list of answers") return;
        await widget.Send(contribute: false);
        await widget.ExpectResult();
    }
}
