using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Pages;

namespace KetamineScreening.Browser.Tests.Pages;

/// <summary>The pages to read are for everybody: axe, narrow screens, large text, forced colours, no scripts.</summary>
public sealed class PageAccessTests(SharedService service, Chromium chromium)
{
    private static readonly string[] All = [.. SitePages.Addresses, "/no-such-page"];

    // Widths in pixels, and sizes of text in percent.
    private static readonly (int Width, int Percent)[] Sizes = [(320, 100), (320, 200), (360, 100), (360, 200)];

    // Lists what is outside the page.
    private const string Outside = """
        ([width, percent]) => {
          document.documentElement.style.fontSize = `${percent}%`;
          const page = document.documentElement.scrollWidth > width ? ['the page'] : [];
          const isOutside = (element) => {
            const { left, right, width: own } = element.getBoundingClientRect();
            return own > 0 && (left < -1 || right > width + 1);
          };
          const elements = [...document.querySelectorAll('body *')]
            .filter((element) => element.checkVisibility() && !element.closest('.scroll, .unseen'));
          return [...page, ...elements.filter(isOutside).map((element) => `${element.localName}.${element.className}`)];
        }
        """;

    public static TheoryData<string> Pages => [.. All];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_keeps_the_rules_of_axe_small_screens_large_text_and_forced_colours(string address)
    {
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce, TimezoneId = "Europe/Berlin" };
        await using var visitor = await Arrive(address, options);
        await visitor.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })");

        Offenders.None(await Axe.ViolationsInBothSchemes(visitor.Page));
        foreach (var (width, percent) in Sizes)
        {
            await visitor.Page.SetViewportSizeAsync(width, 640);
            var outside = await visitor.Page.EvaluateAsync<string[]>(Outside, new[] { width, percent });
            Offenders.None(outside.Select(element => $"{width} pixels, {percent} %: {element}"));
        }

        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        var borders = await visitor.Page.Locator(".actions a, .help-now a, select").EvaluateAllAsync<string[]>(
            "all => all.map((one) => getComputedStyle(one).borderTopStyle + getComputedStyle(one).borderTopWidth)");
        Assert.NotEmpty(borders);
        Assert.All(borders, border => Assert.Equal("solid2px", border));
        await visitor.Page.Locator(".help-now a").FocusAsync();
        await Assertions.Expect(visitor.Page.Locator(".help-now a")).ToHaveCSSAsync("outline-style", "solid");
        Assert.All(visitor.Complaints, complaint => Assert.Contains("404", complaint, StringComparison.Ordinal));
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
