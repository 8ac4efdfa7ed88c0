using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>Accessibility of every view: axe rules, reflow at 320 pixels, forced colours and reduced motion.</summary>
public sealed class AccessibilityTests(SharedService service, Chromium chromium)
{
    // Sets the direction and the spacing of the widget, and lists what is then outside the page or cut.
    private const string TooWide = """
        (widget, [direction, hasWideSpacing]) => {
          widget.querySelector('.screen').dir = direction;
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`
            .screen * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
            .screen p { margin-block-end: 2em !important; }`);
          document.adoptedStyleSheets = [document.adoptedStyleSheets[0], ...(hasWideSpacing ? [sheet] : [])];
          const isVisible = (element) => element.checkVisibility() && !element.closest('.unseen');
          const elements = [...widget.querySelectorAll('*')].filter(isVisible);
          const isOutside = (element) => {
            const { left, right, width } = element.getBoundingClientRect();
            return width > 0 && (left < -1 || right > 321);
          };
          const isCut = (element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
          const page = document.documentElement.scrollWidth > 320 ? ['the page'] : [];
          const wide = [...elements.filter(isOutside), ...elements.filter(isCut)];
          return [...page, ...wide.map((element) => `${element.localName}.${element.className}`)];
        }
        """;

    // Answers that lead through every section of the longest questionnaire to a result with urgent advice.
    private static readonly Dictionary<string, string> Answers = Some.Answers(
        ("frequency", "weekly"), ("hard-to-stop", "weekly"), ("urine-blood-or-blocked", "recent"), ("mixing-depressants", "yes"));

    [Fact]
    public async Task No_view_violates_an_axe_rule()
    {
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        var views = new List<string>();
        var violations = new List<string>();

        await ForEveryView(visitor, async view =>
        {
            // All sections consist of the same parts.
            var kind = view.StartsWith("section", StringComparison.Ordinal) ? "section" : view;
            if (views.Contains(kind)) return;
            views.Add(kind);
            violations.AddRange((await Axe.ViolationsInBothSchemes(visitor.Page)).Select(violation => $"{view}: {violation}"));
        });

        Assert.Equal(11, views.Count);
        Offenders.None(violations);
    }

    [Fact]
    public async Task The_example_page_and_its_frame_violate_no_axe_rule()
    {
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce };
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo", options);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("h2.heading")).ToBeVisibleAsync();

        Offenders.None(await Axe.ViolationsInBothSchemes(visitor.Page));
    }

    [Fact]
    public async Task Axe_finds_the_violations_of_a_bad_page()
    {
        await using var profile = await chromium.Profile();
        var page = await profile.NewPageAsync();
        await page.SetContentAsync("<div id=host></div><p style='color:#aaa;background:#fff'>Hard to read</p><img src='data:,'>");
        await page.EvaluateAsync("host.attachShadow({ mode: 'open' }).innerHTML = '<input type=radio name=a>'");

        var found = (await Axe.Violations(page)).Select(violation => violation.Split(' ')[1]).ToHashSet();

        Assert.Superset(
            new HashSet<string> { "color-contrast", "document-title", "html-has-lang", "image-alt", "label", "landmark-one-main" },
            found);
    }

    [Fact]
    public async Task At_320_pixels_no_view_scrolls_horizontally_in_either_direction_or_with_wide_spacing()
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 320, Height = 640 } };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        var tooWide = new List<string>();

        await ForEveryView(visitor, async view =>
        {
            foreach (var (direction, hasWideSpacing) in new[] { ("rtl", false), ("ltr", true), ("ltr", false) })
            {
                var wide = await visitor.Widget.Root.EvaluateAsync<string[]>(TooWide, new object[] { direction, hasWideSpacing });
                tooWide.AddRange(wide.Select(element => $"{view}, {direction} {hasWideSpacing}: {element}"));
            }
        });

        Offenders.None(tooWide.Distinct());
    }

    [Fact]
    public async Task Forced_colours_keep_the_chosen_option_and_the_reached_band_visible()
    {
        var options = new BrowserNewContextOptions { ForcedColors = ForcedColors.Active };
        await using var visitor = await Visitor.Arrive(chromium, service, options: options);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Option("last-used", "within-12-months").ClickAsync();

        await Assertions.Expect(widget.Option("last-used", "within-12-months")).ToHaveCSSAsync("outline-style", "solid");
        await widget.Answer(Some.Answers(("bladder", "weekly")));
        await Assertions.Expect(widget.Root.Locator("[data-part~=result] [data-part~=here]")).ToHaveCSSAsync("outline-style", "solid");
    }

    [Fact]
    public async Task Reduced_motion_disables_all_animations()
    {
        const string CountAnimations = """
            (widget) => {
              const isAnimated = (element) => {
                const { animationName, transitionDuration } = getComputedStyle(element);
                return animationName !== 'none' || transitionDuration !== '0s';
              };
              return document.adoptedStyleSheets.length && [...widget.querySelectorAll('*')].filter(isAnimated).length;
            }
            """;
        await using var normal = await Visitor.Arrive(chromium, service);
        await using var reduced = await Visitor.Arrive(chromium, service, options: new() { ReducedMotion = ReducedMotion.Reduce });
        await Assertions.Expect(normal.Widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(reduced.Widget.Heading).ToBeVisibleAsync();

        Assert.True(await normal.Widget.Root.EvaluateAsync<int>(CountAnimations) > 0);
        Assert.Equal(0, await reduced.Widget.Root.EvaluateAsync<int>(CountAnimations));
    }

    // Visits the first view, emergency help, an error, every section, the list of answers, consent, the result with the question before
    // clearing, the summary for a doctor and the cover of a page that was left.
    private static async Task ForEveryView(Visitor visitor, Func<string, Task> check)
    {
        var widget = visitor.Widget;
        // The same on every screen, for a test of all sections.
        await widget.Root.EvaluateAsync("widget => widget.setAttribute('layout', 'sections')");
        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await check("welcome");
        await widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        await check("emergency");
        await widget.Root.Locator("[data-part=emergency-button]").ClickAsync();
        await widget.Root.Locator($"button[value='{Some.SelfCheck}']").ClickAsync();
        await Assertions.Expect(widget.Root.Locator("[data-part=start]")).ToBeVisibleAsync();
        await check("before");
        await widget.Begin();
        await widget.Next.ClickAsync();
        await check("missing answer");
        bool isLast;
        do
        {
            await check($"section {await widget.Heading.TextContentAsync()}");
            isLast = await widget.AnswerStep(Answers);
        }
        while (!isLast);

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("review.title"));
        await check("list of answers");
        await widget.Next.ClickAsync();
        await check("consent");
        await widget.Button("consent.yes").ClickAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("about.title"));
        await check("about");
        await widget.Next.ClickAsync();
        await widget.ExpectResult();
        await widget.Button("result.restart").ClickAsync();
        await check("result");
        await widget.ToSummary();
        await check("summary");
        await visitor.Page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("cover.title"));
        await check("cover");
    }
}
