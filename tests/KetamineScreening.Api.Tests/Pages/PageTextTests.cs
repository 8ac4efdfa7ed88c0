using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>Every text of a page is shown. A text that a page asks for and that is missing prevents the start.</summary>
public sealed partial class PageTextTests
{
    private static readonly string Root = Repository.PathOf("src/KetamineScreening.Api");

    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories($"{Root}/Content/pages").Select(folder => Path.GetFileName(folder)!)];

    [Theory, MemberData(nameof(Names))]
    public void Every_text_is_shown_and_quotes_no_label(string page)
    {
        var texts = JsonNode.Parse(File.ReadAllText($"{Root}/Content/pages/{page}/en.json"))!["texts"]!.AsObject();
        var templates = Directory.EnumerateFiles($"{Root}/wwwroot", "*.html", SearchOption.AllDirectories)
            .Where(file => page is "shared" || Path.GetFileNameWithoutExtension(file) == page || IsPart(file));
        var code = Directory.EnumerateFiles($"{Root}/Pages", "*.cs")
            .Concat(Directory.EnumerateFiles(Repository.PathOf("src/scripts/data"), "*.js"));
        var source = string.Concat(templates.Concat(code).Select(File.ReadAllText));
        var used = Name().Matches(source).Select(match => match.Groups["key"].Value).ToHashSet();

        Assert.NotEmpty(texts);
        Offenders.None(texts.Select(text => text.Key).Where(key => !used.Contains(key) && !IsMade(key)).Select(key => $"{key}: unused"));
        Offenders.None(texts.Where(text => ((string)text.Value!).Contains('"', StringComparison.Ordinal)).Select(text => text.Key));
    }

    private static bool IsPart(string file) => file.Contains("/parts/", StringComparison.Ordinal);

    // Keys that are put together: names of countries, kinds of errors, and those of the data page, which has a test of its own.
    private static bool IsMade(string key) => MadeKey().IsMatch(key) || key.StartsWith("totals.", StringComparison.Ordinal);

    [GeneratedRegex("""(\{\{|")(?<key>\w+)(\}\}|")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^country[A-Z]{2}$|^(gone|busy|failed)Title$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MadeKey();
}
