using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Pages;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>The pages to read are for everybody: axe, narrow screens, large text, forced colours, no scripts.</summary>
public sealed class PageAccessTests(SharedService service, Chromium chromium)
{
    private static readonly string[] All = [.. SitePages.Addresses, "/no-such-page"];

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    public static MatrixTheoryData<string, ColorScheme> Looks => new(All, [ColorScheme.Light, ColorScheme.Dark]);

    public static TheoryData<string> Pages => [.. All];

    // Widths in pixels, and sizes of text in percent.
    public static MatrixTheoryData<string, int, int> Sizes => new(All, [320, 360], [100, 200]);

    [Theory, MemberData(nameof(Looks))]
    public async Task No_page_breaks_a_rule_of_axe(string address, ColorScheme scheme)
    {
        await using var visitor = await Arrive(address, new() { ColorScheme = scheme, TimezoneId = "Europe/London" });
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })");

        var violations = (await visitor.Page.RunAxe(Rules)).Violations
            .SelectMany(violation => violation.Nodes, (violation, node) => $"{violation.Id} {node.Html}");

        Offenders.None(violations);
        Assert.All(visitor.Complaints, complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task No_page_scrolls_sideways_and_nothing_is_cut_off(string address, int width, int percent)
    {
        var phone = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 640 }, TimezoneId = "Europe/Berlin" };
        await using var visitor = await Arrive(address, phone);
        await visitor.Page.EvaluateAsync("percent => { document.documentElement.style.fontSize = `${percent}%`; }", percent);

        var outside = await visitor.Page.EvaluateAsync<string[]>(
            """
            width => {
              const page = document.documentElement.scrollWidth > width ? ['the page'] : [];
              const isOutside = (element) => {
                const { left, right, width: own } = element.getBoundingClientRect();
                return own > 0 && (left < -1 || right > width + 1);
              };
              const elements = [...document.querySelectorAll('body *')]
                .filter((element) => element.checkVisibility() && !element.closest('.scroll, .unseen'));
              return [...page, ...elements.filter(isOutside).map((element) => `${element.localName}.${element.className}`)];
            }
            """,
            width);

        Offenders.None(outside);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Forced_colours_keep_the_outlines_of_what_can_be_pressed(string address)
    {
        await using var visitor = await Arrive(address, new() { ForcedColors = ForcedColors.Active });

        var borders = await visitor.Page.Locator(".actions a, .help-now a, select").EvaluateAllAsync<string[]>(
            "all => all.map((one) => getComputedStyle(one).borderTopStyle + getComputedStyle(one).borderTopWidth)");

        Assert.NotEmpty(borders);
        Assert.All(borders, border => Assert.Equal("solid2px", border));
        await visitor.Page.Locator(".help-now a").FocusAsync();
        await Assertions.Expect(visitor.Page.Locator(".help-now a")).ToHaveCSSAsync("outline-style", "solid");
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Without_scripts_a_page_is_complete(string address)
    {
        await using var visitor = await Arrive(address, new() { JavaScriptEnabled = false });

        await Assertions.Expect(visitor.Page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".country[hidden]")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator(".place")).ToHaveCountAsync(address is "/help" or "/under-18" ? 1 : 0);
        if (address != "/help") return;
        await Assertions.Expect(visitor.Page.Locator("#emergency a[href='tel:112']")).ToBeInViewportAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "United Kingdom", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#gb a[href='tel:999']")).ToBeInViewportAsync();
        await Assertions.Expect(visitor.Page.Locator(".place")).ToBeHiddenAsync();
    }

    private Task<Visitor> Arrive(string address, BrowserNewContextOptions options) => Visitor.Arrive(chromium, service, address, options);
}
