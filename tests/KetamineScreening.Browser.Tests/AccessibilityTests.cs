using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>Every step, for people who see, hear, move or read in their own way.</summary>
public sealed class AccessibilityTests(SharedService service, Chromium chromium)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    // All that a dark scheme changes.
    private static readonly AxeRunOptions RulesOfColour = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["cat.color"] },
        ResultTypes = [ResultType.Violations],
    };

    // Leads through every section of the longest instrument to a result with urgent advice.
    private static readonly Dictionary<string, string> Answers = Some.Answers(("frequency", "weekly"), ("hard-to-stop", "weekly"), ("urine-blood-or-blocked", "yes"), ("mixing", "yes"));

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_step_breaks_a_rule_of_axe(ColorScheme scheme)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var steps = new List<string>();
        var violations = new List<string>();

        await AtEveryStep(visitor, async step =>
        {
            steps.Add(step);
            violations.AddRange((await Violations(visitor.Page, scheme)).Select(violation => $"{step}: {violation}"));
        });

        Assert.Equal(13, steps.Count);
        Offenders.None(violations);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_example_page_and_the_frame_in_it_break_no_rule_of_axe(ColorScheme scheme)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo", new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("h2.heading")).ToBeVisibleAsync();

        Offenders.None(await Violations(visitor.Page, scheme));
    }

    [Fact]
    public async Task Axe_finds_what_is_wrong_with_a_bad_page()
    {
        await using var profile = await chromium.Profile();
        var page = await profile.NewPageAsync();
        await page.SetContentAsync("<div id=host></div><p style='color:#aaa;background:#fff'>Hard to read</p><img src='data:,'>");
        await page.EvaluateAsync("host.attachShadow({ mode: 'open' }).innerHTML = '<input type=radio name=a>'");

        var found = (await Violations(page)).Select(violation => violation.Split(' ')[0]).ToHashSet();

        Assert.Superset(new HashSet<string> { "color-contrast", "document-title", "html-has-lang", "image-alt", "label", "landmark-one-main" }, found);
    }

    [Theory]
    [InlineData("ltr", false)]
    [InlineData("ltr", true)]
    [InlineData("rtl", false)]
    public async Task At_320_pixels_nothing_has_to_be_scrolled_sideways(string direction, bool wideSpacing)
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { ViewportSize = new() { Width = 320, Height = 640 } });
        var tooWide = new List<string>();

        await AtEveryStep(visitor, async step =>
        {
            await visitor.Widget.Root.EvaluateAsync(
                """
                (widget, [direction, wideSpacing]) => {
                  widget.shadowRoot.querySelector('.screen').dir = direction;
                  if (!wideSpacing) return;
                  const sheet = new CSSStyleSheet();
                  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }');
                  widget.shadowRoot.adoptedStyleSheets = [widget.shadowRoot.adoptedStyleSheets[0], sheet];
                }
                """,
                new object[] { direction, wideSpacing });
            var wide = await visitor.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const inside = [...document.querySelector('ketamine-screening').shadowRoot.querySelectorAll('*')].filter((one) => one.checkVisibility() && !one.closest('.paper, .unseen'));
                  const sticksOut = inside.filter((one) => { const { left, right, width } = one.getBoundingClientRect(); return width > 0 && (left < -1 || right > 321); });
                  const cut = inside.filter((one) => getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1);
                  const page = document.documentElement.scrollWidth > 320 ? ['the page'] : [];
                  return [...page, ...[...sticksOut, ...cut].map((one) => `${one.localName}.${one.className}`)];
                }
                """);
            tooWide.AddRange(wide.Select(what => $"{step}: {what}"));
        });

        Offenders.None(tooWide.Distinct());
    }

    [Fact]
    public async Task In_forced_colours_what_is_chosen_and_where_the_result_lies_is_still_to_be_seen()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { ForcedColors = ForcedColors.Active });
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Option("last-used", "within-12-months").ClickAsync();

        await Assertions.Expect(widget.Option("last-used", "within-12-months")).ToHaveCSSAsync("outline-style", "solid");
        await widget.Answer(Some.Answers(("bladder", "weekly")));
        await Assertions.Expect(widget.Root.Locator("[part~=result] [aria-current]")).ToHaveCSSAsync("outline-style", "solid");
    }

    [Fact]
    public async Task Nothing_moves_for_those_who_want_less_motion()
    {
        await using var moving = await Visitor.Arrive(chromium, service);
        await using var still = await Visitor.Arrive(chromium, service, options: new() { ReducedMotion = ReducedMotion.Reduce });
        const string Animations = "widget => [...widget.shadowRoot.styleSheets, ...widget.shadowRoot.adoptedStyleSheets].length && [...widget.shadowRoot.querySelectorAll('*')].filter((one) => getComputedStyle(one).animationName !== 'none' || getComputedStyle(one).transitionDuration !== '0s').length";
        await Assertions.Expect(moving.Widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(still.Widget.Heading).ToBeVisibleAsync();

        Assert.True(await moving.Widget.Root.EvaluateAsync<int>(Animations) > 0);
        Assert.Equal(0, await still.Widget.Root.EvaluateAsync<int>(Animations));
    }

    private static async Task<IEnumerable<string>> Violations(IPage page, ColorScheme scheme = ColorScheme.Light) =>
        (await page.RunAxe(scheme == ColorScheme.Dark ? RulesOfColour : Rules)).Violations
        .SelectMany(violation => violation.Nodes, (violation, node) => $"{violation.Id} {node.Html}");

    // The first step, the choice, every section, an error, emergency help, the result, the sheet for the doctor.
    private static async Task AtEveryStep(Visitor visitor, Func<string, Task> look)
    {
        var widget = visitor.Widget;
        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await look("welcome");
        await widget.Root.Locator("[part=emergency] summary").ClickAsync();
        await look("emergency");
        await widget.Root.Locator("[part=emergency] summary").ClickAsync();
        await widget.Root.Locator($"button[value='{Some.SelfCheck}']").ClickAsync();
        await Assertions.Expect(widget.Button("before.contributeNo")).ToBeVisibleAsync();
        await look("before");
        await widget.Begin(contribute: false);
        await widget.Next.ClickAsync();
        await look("missing answer");
        bool isLast;
        do
        {
            await look($"section {await widget.Heading.TextContentAsync()}");
            isLast = await widget.AnswerSection(Answers);
        }
        while (!isLast);

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("result.title"));
        await look("result");
        await widget.Button("result.summary").ClickAsync();
        await look("summary");
    }
}
