using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace KetamineScreening.Browser.Tests;

/// <summary>The rules of axe for WCAG 2.2 AA and good practice.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions All = Of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    // A dark colour scheme can only affect these rules.
    private static readonly AxeRunOptions Colour = Of("cat.color");

    /// <summary>The elements of a page that violate a rule: all rules in the light scheme, those about colours in the dark one.</summary>
    public static async Task<IEnumerable<string>> Violations(IPage page, ColorScheme scheme = ColorScheme.Light) =>
        (await page.RunAxe(scheme == ColorScheme.Dark ? Colour : All)).Violations
        .SelectMany(violation => violation.Nodes, (violation, node) => $"{scheme}: {violation.Id} {node.Html}");

    /// <summary>Shows a page in both schemes, and lists the elements that violate a rule in one of them.</summary>
    public static async Task<IEnumerable<string>> ViolationsInBothSchemes(IPage page)
    {
        var light = await Violations(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await Violations(page, ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        return [.. light, .. dark];
    }

    private static AxeRunOptions Of(params string[] tags) => new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. tags] },
        ResultTypes = [ResultType.Violations],
    };
}
