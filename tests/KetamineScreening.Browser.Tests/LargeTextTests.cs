using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The widget with a browser font of 32 pixels on a small phone.</summary>
public sealed class LargeTextTests(SharedService service, Chromium chromium)
{
    private static readonly BrowserNewContextOptions SmallPhone = new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        TimezoneId = "Europe/London",
        ReducedMotion = ReducedMotion.Reduce,
    };

    [Fact]
    public async Task No_view_scrolls_sideways_and_the_way_out_stays_on_the_screen()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: SmallPhone);
        var widget = visitor.Widget;
        await Assertions.Expect(widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");
        var wide = new List<string>();

        await Check("first view");
        await widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        await Check("emergency");
        await widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        await widget.Begin(Some.SelfCheck);
        await Check("question");
        // A row at the foot of the window would cover the question.
        await Assertions.Expect(widget.Root.Locator(".alone .steps")).ToHaveCSSAsync("position", "static");
        Assert.InRange((await widget.Next.BoundingBoxAsync())!.Height, 48, 160);
        await widget.Answer(Some.Answers(("frequency", "weekly"), ("urine-blood-or-blocked", "recent"), ("mixing-depressants", "yes")));
        await Check("result");
        await widget.Root.Locator(".main details").EvaluateAllAsync<object?>("panels => panels.forEach((panel) => (panel.open = true))");
        await Check("open result");
        await widget.Root.Locator("[data-part=to-summary]").ClickAsync();
        await Check("summary");

        Offenders.None(wide);

        async Task Check(string view)
        {
            var found = await widget.Root.EvaluateAsync<string[]>(
                """
                (widget) => {
                  const isShown = (element) => element.checkVisibility() && !element.closest('.unseen');
                  const isOutside = (element) => element.getBoundingClientRect().width > 0 && element.getBoundingClientRect().right > 361;
                  const outside = [...widget.querySelectorAll('*')].filter(isShown).filter(isOutside);
                  const page = document.documentElement.scrollWidth > 360 ? [`page ${document.documentElement.scrollWidth}`] : [];
                  return [...page, ...outside.map((element) => `${element.localName}.${element.className}`)];
                }
                """);
            wide.AddRange(found.Select(element => $"{view}: {element}"));
        }
    }

    [Theory]
    [InlineData("100%", "sticky")]
    [InlineData("250%", "relative")]
    public async Task The_bar_scrolls_away_when_it_would_take_more_than_a_quarter_of_the_window(string size, string position)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: SmallPhone);
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();

        await visitor.Page.EvaluateAsync($"document.documentElement.style.fontSize = '{size}'");

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=bar]")).ToHaveCSSAsync("position", position);
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("150%")]
    public async Task The_heading_of_a_view_is_not_under_the_bar(string size)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: SmallPhone);
        var widget = visitor.Widget;
        await Assertions.Expect(widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync($"document.documentElement.style.fontSize = '{size}'");
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers(("bladder", "weekly")));

        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        var (bar, heading) = (await widget.Root.Locator("[data-part=bar]").BoundingBoxAsync(), await widget.Heading.BoundingBoxAsync());
        Assert.True(heading!.Y >= bar!.Y + bar.Height - 1, $"{heading.Y} {bar.Y} {bar.Height}");
    }
}
