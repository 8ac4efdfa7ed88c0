using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The second click of a double click, or a second tap, meets a step that was not there at the first one.</summary>
public sealed class TapTests(SharedService service, Chromium chromium)
{
    public static TheoryData<int, int> Windows => new()
    {
        { 320, 568 }, { 360, 740 }, { 740, 360 }, { 820, 1180 }, { 1280, 720 },
    };

    [Theory, MemberData(nameof(Windows))]
    public async Task A_double_click_takes_one_step_and_answers_nothing(int width, int height)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height } };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);

        await WalkBy(visitor, button => button.DblClickAsync());
    }

    [Theory]
    [InlineData(360, 740)]
    [InlineData(768, 1024)]
    public async Task Two_quick_taps_take_one_step_and_answer_nothing(int width, int height)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height }, HasTouch = true };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);

        await WalkBy(visitor, async button =>
        {
            await button.ClickAsync(new() { Trial = true });
            var box = (await button.BoundingBoxAsync())!;
            var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
            // The second tap does not wait for the effect of the first one, which a busy machine can delay.
            await Task.WhenAll(visitor.Page.Touchscreen.TapAsync(x, y), visitor.Page.Touchscreen.TapAsync(x, y));
        });
    }

    [Fact]
    public async Task Somebody_who_taps_again_and_again_decides_nothing()
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerAll(Some.Answers());
        await visitor.Widget.Next.ClickAsync(new() { Trial = true });
        var box = (await visitor.Widget.Next.BoundingBoxAsync())!;
        // A busy machine cannot keep the pace of a finger, so the clock of the page stands still between the taps.
        await visitor.Page.Clock.InstallAsync();
        await visitor.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddHours(1));

        for (var tap = 0; tap < 6; tap++)
        {
            await visitor.Page.Touchscreen.TapAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
            await visitor.Page.Clock.RunForAsync(300);
        }

        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("consent.question"));
        Assert.Empty(visitor.Sent);
    }

    // Presses every button of the way to the consent in the given manner.
    private static async Task WalkBy(Visitor visitor, Func<ILocator, Task> press)
    {
        var widget = visitor.Widget;
        await press(widget.Root.Locator($"button[value='{Some.QuickCheck}']"));
        await press(widget.Root.Locator("[data-part=start]"));
        await Assertions.Expect(widget.Root.Locator("input[name=last-used]").First).ToBeVisibleAsync();
        await Assertions.Expect(widget.Root.Locator("input:checked")).ToHaveCountAsync(0);
        var isAlone = await widget.Questions.CountAsync() == 1 && await widget.Root.Locator(".alone").CountAsync() == 1;
        await widget.Option("last-used", "within-12-months").ClickAsync();
        if (isAlone) await press(widget.Next);
        await widget.Option("setting", "unsupervised-only").ClickAsync();

        var steps = 0;
        for (string? label = null; label != Texts.Of("section.check"); steps++)
        {
            label = await widget.Next.TextContentAsync();
            await press(widget.Next);
            await Assertions.Expect(widget.Root.Locator("input:checked")).ToHaveCountAsync(0);
        }

        Assert.Equal(isAlone ? 8 : 4, steps);
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("review.title"));
        await press(widget.Next);
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("consent.question"));
        Assert.Empty(visitor.Sent);
    }
}
