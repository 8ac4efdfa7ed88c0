using Deque.AxeCore.Commons;

namespace KetamineScreening.Browser.Tests;

/// <summary>The rules of axe for WCAG 2.2 AA and good practice.</summary>
/// <remarks>
/// The script of axe stays in the page. The package for Playwright loads it again for each run, and once more into a new page.
/// </remarks>
internal static class Axe
{
    private const string Run = """
        async (runOnly) => {
          const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    private static readonly Selection All = new("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    // A dark colour scheme can only affect these rules.
    private static readonly Selection Colour = new("tag", "cat.color");

    private static readonly Selection Contrast = new("rule", "color-contrast");

    /// <summary>The elements of a page that violate a rule: all rules in the light scheme, those about colours in the dark one.</summary>
    public static async Task<IEnumerable<string>> Violations(IPage page, ColorScheme scheme = ColorScheme.Light)
    {
        var found = await Find(page, scheme == ColorScheme.Dark ? Colour : All);
        return found.Select(violation => $"{scheme}: {violation}");
    }

    /// <summary>The elements of a page whose text has too little contrast, as it is shown.</summary>
    public static Task<string[]> FaintTexts(IPage page) => Find(page, Contrast);

    /// <summary>Shows a page in both schemes, and lists the elements that violate a rule in one of them.</summary>
    public static async Task<IEnumerable<string>> ViolationsInBothSchemes(IPage page)
    {
        var light = await Violations(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await Violations(page, ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        return [.. light, .. dark];
    }

    // Each frame needs a copy, which answers that of the page.
    private static async Task<string[]> Find(IPage page, Selection selection)
    {
        foreach (var frame in page.Frames)
        {
            if (await frame.EvaluateAsync<bool>("'axe' in window")) continue;
            await frame.EvaluateAsync($"() => {{ {Script}; axe.configure({{ allowedOrigins: ['<unsafe_all_origins>'] }}); }}");
        }

        return await page.EvaluateAsync<string[]>(Run, new { type = selection.Type, values = selection.Values });
    }

    private sealed record Selection(string Type, params string[] Values);
}
