using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Colours of the embedding page keep their contrast on devices in dark mode.</summary>
public sealed partial class ColourTests(SharedService service, Chromium chromium)
{
    private static readonly BrowserNewContextOptions Dark = new()
    {
        ColorScheme = ColorScheme.Dark,
        ReducedMotion = ReducedMotion.Reduce,
        TimezoneId = "Europe/London",
    };

    private readonly Embedding embedding = new(service);

    /// <remarks>The example page has the snippet; "unset" stands for a page that copies the colours alone.</remarks>
    [Theory]
    [InlineData(false, "light")]
    [InlineData(false, null)]
    [InlineData(true, null)]
    public async Task The_colours_of_the_example_page_are_readable_in_dark_mode_at_every_step(bool framed, string? theme)
    {
        await using var reader = await Visitor.Arrive(chromium, service, "/embed/demo");
        var css = await reader.Page.Locator("[data-snippet=look]").TextContentAsync() ?? "";
        (string Name, string Value)[] colours =
        [
            .. Property().Matches(css).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value)),
        ];
        Assert.Contains(colours, colour => colour.Name == "background");
        (string Name, string Value)[] attributes = theme is null ? [] : [("theme", theme)];
        await using var host = framed
            ? await embedding.Page(framed, [.. attributes, .. colours])
            : await embedding.Page(framed, attributes, $"<style>{css}</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Dark);
        var widget = Embedding.WidgetOf(visitor, framed);
        var faint = new List<string>();

        await Check("first step");
        await widget.Begin(Some.QuickCheck);
        await widget.Option("last-used", "within-12-months").ClickAsync();
        await Check("questions");
        await widget.AnswerAll(Some.Answers(("bladder", "weekly")));
        await Check("list of answers");
        await widget.Next.ClickAsync();
        await Assertions.Expect(widget.Root.Locator("[data-part=contributeNo]")).ToBeVisibleAsync();
        await Check("consent");
        await widget.Root.Locator("[data-part=contributeNo]").ClickAsync();
        await widget.ExpectResult();
        await Check("result");

        Offenders.None(faint);

        async Task Check(string step)
        {
            await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
            faint.AddRange((await Axe.FaintTexts(visitor.Page)).Select(element => $"{step}: {element}"));
        }
    }

    [Theory]
    [InlineData("--ks-background: #fffaf2", "light")]
    [InlineData("--ks-surface: white", "light")]
    [InlineData("--ks-text: #2b2118", "light")]
    [InlineData("--ks-background: #101010; --ks-text: #eee", "dark")]
    [InlineData("--ks-background: oklch(0.2 0 0)", "dark")]
    [InlineData("--ks-background: transparent; --ks-text: black", "light")]
    [InlineData("--ks-accent: #7a3e00", "light")]
    [InlineData("--ks-accent: #ffd27a", "dark")]
    [InlineData("--ks-accent: #3f8f7a", "dark")]
    public async Task Colours_that_the_page_leaves_open_suit_those_that_it_sets(string css, string scheme)
    {
        await using var host = await embedding.Page(framed: false, before: $"<style>ketamine-screening {{ {css} }}</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, Dark);

        await Assertions.Expect(visitor.Widget.Root.Locator(".widget")).ToHaveCSSAsync("color-scheme", scheme);
    }

    [GeneratedRegex(@"--ks-(?<name>[a-z-]+): (?<value>[^;]+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();
}
