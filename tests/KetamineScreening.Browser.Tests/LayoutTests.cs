using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>One question a screen on phones, the questions of a section on wide screens.</summary>
public sealed class LayoutTests(SharedService service, Chromium chromium)
{
    private static readonly BrowserNewContextOptions SmallPhone = new()
    {
        ViewportSize = new() { Width = 360, Height = 640 },
        HasTouch = true,
        ReducedMotion = ReducedMotion.Reduce,
    };

    [Theory]
    [InlineData("auto", 360, true)]
    [InlineData("auto", 1280, false)]
    [InlineData("one", 1280, true)]
    [InlineData("sections", 360, false)]
    [InlineData(null, 360, false)]
    public async Task The_layout_follows_the_attribute_and_the_width(string? layout, int width, bool isAlone)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 740 } };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        await visitor.Widget.Root.EvaluateAsync(
            "(widget, layout) => layout ? widget.setAttribute('layout', layout) : widget.removeAttribute('layout')", layout);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerUntil("more-than-planned", Some.Answers());

        await Assertions.Expect(visitor.Widget.Questions).ToHaveCountAsync(isAlone ? 1 : 5);
    }

    [Theory]
    [InlineData(Some.QuickCheck, 9)]
    [InlineData(Some.SelfCheck, 46)]
    [InlineData(Some.ConcernCheck, 15)]
    public async Task On_a_small_phone_every_question_has_its_button_within_reach_of_the_thumb(string questionnaire, int count)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: SmallPhone);
        var widget = visitor.Widget;
        await widget.Begin(questionnaire);
        List<string> headings = [], outside = [];
        bool isLast;
        do
        {
            headings.Add(await widget.Heading.TextContentAsync() ?? "");
            await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
            var (heading, next) = (await widget.Heading.BoundingBoxAsync(), await widget.Next.BoundingBoxAsync());
            if (heading!.Y < 0 || next!.Y < 320 || next.Y + next.Height > 640) outside.Add(headings[^1]);
            isLast = await widget.AnswerStep(Some.Answers());
        }
        while (!isLast);

        Assert.Equal(count, headings.Count);
        Assert.Equal(count, headings.Distinct().Count());
        Offenders.None(outside);
    }

    [Fact]
    public async Task Choosing_an_answer_does_not_move_on()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: SmallPhone);
        await visitor.Widget.Begin(Some.QuickCheck);
        var heading = await visitor.Widget.Heading.TextContentAsync() ?? "";

        await visitor.Widget.Option("last-used", "never").ClickAsync();
        await visitor.Widget.Option("last-used", "within-12-months").ClickAsync();

        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(heading);
        await visitor.Widget.Next.ClickAsync();
        await Assertions.Expect(visitor.Widget.Root.Locator("input[name=setting]").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_time_that_the_questions_are_about_is_said_once_for_a_section(int width)
    {
        const string Time = "In the last 12 months";
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 740 } };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerUntil("more-than-planned", Some.Answers());

        var main = await visitor.Widget.Root.Locator(".main").InnerTextAsync();

        Assert.Equal(2, main.Split(Time).Length);
        Assert.Contains("How often did you take more ketamine than you meant to", main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bar_appears_when_the_number_of_parts_is_known_and_is_not_read_out()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.QuickCheck);
        var bar = visitor.Widget.Root.Locator("progress");
        await Assertions.Expect(bar).ToBeHiddenAsync();

        await visitor.Widget.AnswerStep(Some.Answers());

        await Assertions.Expect(bar).ToBeVisibleAsync();
        await Assertions.Expect(bar).ToHaveAttributeAsync("aria-hidden", "true");
        await Assertions.Expect(visitor.Widget.Root.Locator(".progress")).ToHaveTextAsync("Part 2 of 4");
        await Assertions.Expect(visitor.Page.Locator("footer")).ToBeHiddenAsync();
    }
}
