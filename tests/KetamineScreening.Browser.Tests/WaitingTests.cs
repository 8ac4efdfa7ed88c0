using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A slow service: the pressed control says so, the focus stays, and nothing is sent twice.</summary>
public sealed class WaitingTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task A_choice_that_loads_slowly_says_so_in_its_place()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var arrived = new TaskCompletionSource();
        await visitor.Page.RouteAsync($"**/questionnaires/{Some.QuickCheck}", async route =>
        {
            await arrived.Task;
            await route.ContinueAsync();
        });
        var choice = visitor.Widget.Root.Locator($"button[value='{Some.QuickCheck}']");

        await choice.ClickAsync();
        await Assertions.Expect(choice).ToHaveAttributeAsync("aria-busy", "true");
        var card = visitor.Widget.Root.Locator("li.choice").Filter(new() { Has = visitor.Page.Locator("[aria-busy]") });
        await Assertions.Expect(card.GetByRole(AriaRole.Status)).ToHaveTextAsync(Texts.Of("welcome.loading"));
        arrived.SetResult();

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=start]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Answers_on_their_way_are_not_sent_again_and_the_step_stays_until_the_result()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, arrived, requests) = (visitor.Widget, new TaskCompletionSource(), 0);
        await visitor.Page.RouteAsync("**/screenings*", async route =>
        {
            Interlocked.Increment(ref requests);
            await arrived.Task;
            await route.ContinueAsync();
        });
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerAll(Some.Answers());
        await widget.Next.ClickAsync();
        await widget.Button("consent.no").ClickAsync();
        await Assertions.Expect(widget.Root.GetByText(Texts.Of("working.text"))).ToBeVisibleAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("consent.question"));

        await Assertions.Expect(widget.Button("consent.no")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await widget.Button("consent.yes").ClickAsync();
        arrived.SetResult();

        await widget.ExpectResult();
        Assert.Equal(1, requests);
    }
}
