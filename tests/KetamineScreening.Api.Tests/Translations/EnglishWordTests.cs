using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Translations;

/// <summary>No English word is on a page or in a step of another language, besides names and addresses.</summary>
public sealed partial class EnglishWordTests
{
    // Words that occur in every English text, and in none of the other languages.
    private static readonly string[] Unmistakable =
        ["the", "and", "you", "your", "with", "this", "that", "they", "which", "what", "should", "would", "there", "their", "please"];

    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "Content");

    [Fact]
    public async Task No_language_of_the_content_shows_an_English_word()
    {
        var languages = Directory.EnumerateFiles(Path.Combine(Content, "interface"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Where(language => language != "en").ToList();
        if (languages.Count == 0) return;
        await using var service = new Service();

        var offenders = new List<string>();
        foreach (var language in languages) offenders.AddRange(await EnglishWords(service, Content, language));

        Offenders.None(offenders);
    }

    [Fact]
    public async Task No_English_word_is_written_in_code_or_templates()
    {
        using var content = new ContentFolder();
        MadeUpLanguage.AddTo(content);
        content.Publish();
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        Offenders.None(await EnglishWords(service, content.Path, MadeUpLanguage.Tag));
    }

    [Fact]
    public async Task English_words_in_a_translation_are_named_with_the_page_and_the_result()
    {
        using var content = new ContentFolder();
        MadeUpLanguage.AddTo(content);
        content.Change("pages/about/qaa.json", page => page["texts"]!["sources"] = "What the questions rest on.");
        content.Change($"questionnaires/{Some.QuickCheck}/{Some.Version}/qaa.json", quick => quick["disclaimer"] = "You should ask.");
        content.Publish();
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        var offenders = await EnglishWords(service, content.Path, MadeUpLanguage.Tag);

        Assert.Contains("qaa /about: the", offenders);
        Assert.Contains($"qaa /v1/questionnaires/{Some.QuickCheck}/screenings: should", offenders);
    }

    private static async Task<IReadOnlyList<string>> EnglishWords(Service service, string content, string language)
    {
        var english = WordsOf(content, "en.json");
        english.ExceptWith(WordsOf(content, $"{language}.json"));
        english.UnionWith(Unmistakable);
        english.ExceptWith(Allowed(content, language));
        var (names, offenders) = (NamesIn(content), new List<string>());
        foreach (var (address, text) in await ServedText.Read(service, language))
        {
            offenders.AddRange(Words(WithoutNames(text, names)).Where(english.Contains).Select(word => $"{language} {address}: {word}"));
        }

        return offenders;
    }

    private static HashSet<string> WordsOf(string content, string file) =>
    [
        .. Directory.EnumerateFiles(content, file, SearchOption.AllDirectories)
            .SelectMany(path => ContentFolder.TextsOf(JsonNode.Parse(File.ReadAllText(path))))
            .SelectMany(text => Words((string)text!)),
    ];

    private static IEnumerable<string> Allowed(string content, string language) =>
        from exception in JsonNode.Parse(File.ReadAllText(Path.Combine(content, "translation/exceptions.json")))!["exceptions"]!.AsArray()
        where (string)exception!["check"]! == "English word"
        where exception["languages"] is not JsonArray languages || languages.Any(one => (string)one! == language)
        from text in exception["texts"]!.AsArray()
        select (string)text!;

    private static string WithoutNames(string text, IEnumerable<string> names) =>
        names.Aggregate(Address().Replace(text, " "), (rest, name) => rest.Replace(name, " ", StringComparison.Ordinal));

    // Of services, and of the sources with their headings. A long name can contain a short one.
    private static List<string> NamesIn(string content) =>
    [
        .. Directory.EnumerateFiles(content, "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "directory.json" or "learn.json" or "definition.json")
            .SelectMany(file => Members(JsonNode.Parse(File.ReadAllText(file)), "name", "title", "publisher", "heading"))
            .Distinct()
            .OrderByDescending(name => name.Length),
    ];

    private static IEnumerable<string> Members(JsonNode? node, params string[] names) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            names.Contains(member.Key) && member.Value is JsonValue value ? [(string)value!] : Members(member.Value, names)),
        JsonArray elements => elements.SelectMany(element => Members(element, names)),
        _ => [],
    };

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct();

    // Placeholders are not words, and two letters are too few to tell a language.
    [GeneratedRegex(@"(?<![\p{L}{])[A-Za-z]{3,}(?![\p{L}}])", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"https?://\S+|[\w.]+@[\w.]+|\b[\w-]+(\.[\w-]+)+\b|/[\w/.-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Address();
}
