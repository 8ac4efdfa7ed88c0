using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Docs;

namespace KetamineScreening.Browser.Tests;

/// <summary>The HTML and CSS of the guides work in a page of another origin.</summary>
public sealed partial class SnippetPageTests(SharedService service, Chromium chromium)
{
    // What LHC-Forms needs: it writes styles, and compiles expressions.
    private const string FormPolicy =
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src";

    private const string AdoptStyle =
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }";

    public static TheoryData<string> Widgets => Places("html", isForm: false);

    public static TheoryData<string> Forms => Places("html", isForm: true);

    public static TheoryData<string> Styles => Places("css", isForm: false);

    private string Origin => service.Http.BaseAddress!.ToString().TrimEnd('/');

    [Theory, MemberData(nameof(Widgets))]
    public async Task HTML_of_a_guide_shows_the_widget_under_the_policy_that_stands_below_it(string place)
    {
        var snippet = Snippet.At(place);
        var policy = snippet.Next is { Language: "http" } header
            ? header.Text.Split(": ", 2)[1].Trim()
            : $"script-src {Origin} 'unsafe-inline'; connect-src {Origin}";
        await using var host = await HostPage.Start(WithService(snippet.Text), WithService(policy));
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var isFrame = !snippet.Text.Contains("<ketamine-screening", StringComparison.Ordinal);
        var widget = isFrame ? new Widget(visitor.Page.FrameLocator("iframe").Locator("ketamine-screening")) : visitor.Widget;

        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Theory, MemberData(nameof(Forms))]
    public async Task HTML_of_a_guide_renders_the_questionnaire_with_LHC_Forms_and_shows_the_result(string place)
    {
        var package = Repository.PathOf("tests/fhir/packages/lforms/package/dist/lforms");
        Requirement.Needs(Directory.Exists(package), "LHC-Forms is missing: run 'node packages.mjs' in tests/fhir.");
        var result = await service.Screen(Some.QuickCheck, new Dictionary<string, string> { ["last-used"] = "never" });
        await using var host = await HostPage.Start(WithService(Snippet.At(place).Text), $"{FormPolicy} {Origin}", package);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await visitor.Page.Locator("input[type=radio][name^='radiogroup_last-used/']").First.ClickAsync();
        await visitor.Page.Locator("#score").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#result"))
            .ToContainTextAsync($"{result["band"]!["label"]}. {result["band"]!["summary"]}");
        Assert.Empty(visitor.Complaints);
    }

    [Theory, MemberData(nameof(Styles))]
    public async Task CSS_of_a_guide_sets_properties_and_parts_that_the_widget_has(string place)
    {
        var css = Snippet.At(place).Text;
        await using var visitor = await Visitor.Arrive(chromium, service, "/embed/demo");
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync(AdoptStyle, css);
        await HasProperties(css);
        if (Background().Match(css) is not { Success: true } background) return;

        var colour = await Computed(visitor, background.Groups["colour"].Value);
        await Assertions.Expect(visitor.Widget.Root.Locator(".widget")).ToHaveCSSAsync("background-color", colour);
    }

    [Fact]
    public async Task Custom_properties_that_the_guide_names_are_those_of_the_widget() =>
        await HasProperties(await File.ReadAllTextAsync(Repository.PathOf("docs/embed.md"), TestContext.Current.CancellationToken));

    private static TheoryData<string> Places(string language, bool isForm) =>
    [
        .. Snippet.All
            .Where(snippet => snippet.Language == language && snippet.Text.Contains("LForms", StringComparison.Ordinal) == isForm)
            .Select(snippet => snippet.Place),
    ];

    private static Task<string> Computed(Visitor visitor, string colour) => visitor.Page.EvaluateAsync<string>(
        """
        (colour) => {
          const element = document.body.appendChild(document.createElement('i'));
          element.style.color = colour;
          return getComputedStyle(element).color;
        }
        """,
        colour);

    private async Task HasProperties(string text)
    {
        var address = new Uri("/embed/ketamine-screening.css", UriKind.Relative);
        var style = await service.Http.GetStringAsync(address, TestContext.Current.CancellationToken);
        var names = Property().Matches(text).Select(match => match.Value).Distinct().ToList();

        Assert.NotEmpty(names);
        Offenders.None(names
            .Where(name => !style.Contains($"var({name}", StringComparison.Ordinal))
            .Select(name => $"the widget does not have {name}"));
    }

    private string WithService(string text) => text.Replace("https://YOUR-SERVICE", Origin, StringComparison.Ordinal);

    [GeneratedRegex("--ks-[a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex("--ks-background: (?<colour>[^;]+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Background();
}
