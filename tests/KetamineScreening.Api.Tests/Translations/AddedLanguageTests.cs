using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests.Docs;

namespace KetamineScreening.Api.Tests.Translations;

/// <summary>A language that nobody knew before is added with the commands of docs/translate.md and no others.</summary>
public sealed partial class AddedLanguageTests : IDisposable
{
    // Takes the place of the guide's example, which may be added one day.
    private const string Tag = MadeUpLanguage.Tag;
    private static readonly Uri NoService = new("http://localhost:5000");

    private readonly SnippetFolder folder = new();

    [Fact]
    public async Task A_language_added_by_the_steps_of_the_guide_is_served()
    {
        Requirement.Needs(Tool.IsInstalled("bash"), "bash is missing.");
        var steps = Snippet.All.Where(snippet => snippet is { File: "docs/translate.md", Language: "sh", ReasonNotToRun: null })
            .Select(snippet => snippet with { Text = Example().Replace(snippet.Text, Tag) })
            .ToList();
        Assert.Equal(3, steps.Count);

        var (copied, number) = await folder.Run(steps[0], NoService);
        Assert.Equal((0, $"{Files().Count()}"), (copied, number.Trim()));

        var (_, before) = await folder.Run(steps[1], NoService);
        Assert.EndsWith("not finished\n", before, StringComparison.Ordinal);
        foreach (var file in Files()) Translate(file);
        Assert.Equal((0, ""), await folder.Run(steps[1], NoService));

        var (published, added) = await folder.Run(steps[2], NoService);
        Assert.True(published == 0, added);
        // A mistake that is seen on the page is corrected in a file that is on the list of published files.
        File.AppendAllText(Files().First(file => file.Contains("questionnaires", StringComparison.Ordinal)), "\n");
        var (corrected, output) = await folder.Run(steps[2], NoService);
        Assert.True(corrected == 0, output);
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = folder.Content });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/about") { Headers = { { "Accept-Language", Tag } } };
        using var page = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await page.Text();
        Assert.Contains($"<html lang=\"{Tag}\"", html, StringComparison.Ordinal);
        Assert.Contains("Whó wróté ít", ServedText.OfHtml(html), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void Translate(string file)
    {
        var texts = JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var text in ContentFolder.TextsOf(texts).ToList()) text.ReplaceWith(MadeUpLanguage.Translate((string)text!));
        File.WriteAllText(file, texts.ToJsonString());
    }

    private IEnumerable<string> Files() => Directory.EnumerateFiles(folder.Content, $"{Tag}.json", SearchOption.AllDirectories);

    [GeneratedRegex(@"\bpl\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
