using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Translations;

/// <summary>All texts of one language beside the English ones, and the differences between their files.</summary>
internal sealed class Translation
{
    private const string Source = $"{ContentFiles.SourceLanguage}.json";
    private readonly List<TranslatedText> texts = [];
    private readonly List<TranslationFinding> differences = [];
    // Plural categories by text with a count, so that one text cannot lack a category that the others have.
    private readonly Dictionary<(string Folder, string Stem), HashSet<string>> categories = [];
    private readonly List<(string Folder, string Direction)> directions = [];

    private Translation()
    {
    }

    /// <summary>The texts that are there in both languages.</summary>
    public IReadOnlyList<TranslatedText> Texts => texts;

    /// <summary>Missing and extra files and texts.</summary>
    public IReadOnlyList<TranslationFinding> Differences => differences;

    /// <summary>Tags of the languages, besides English, that any file of the content is in.</summary>
    public static IReadOnlyList<string> Languages(ContentFiles files) =>
    [
        .. Folders(files)
            .SelectMany(folder => files.Files(folder).Where(file => IsLanguageFile(folder, file)))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(language => language != ContentFiles.SourceLanguage)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads the files of a language.</summary>
    /// <param name="files">The content; receives a fault for a file that cannot be read.</param>
    /// <param name="language">Tag of the language.</param>
    /// <param name="plurals">The plural categories of the language; null if they are not known.</param>
    public static Translation Read(ContentFiles files, string language, IReadOnlyList<string>? plurals = null)
    {
        var translation = new Translation();
        foreach (var folder in Folders(files))
        {
            var file = $"{folder}/{language}.json";
            if (!File.Exists(files.PathOf(file))) translation.Report(folder, "", "missing file", null, $"there is {folder}/{Source}");
            else if (TextFile.Read(files, $"{folder}/{Source}") is { } english && TextFile.Read(files, file) is { } other)
            {
                translation.CompareHeads(folder, language, english, other);
                translation.Compare(folder, english, other);
            }
        }

        translation.CompareDirections();
        translation.CompareCategories(plurals);
        return translation;
    }

    // Older versions of a questionnaire are no longer asked, so nobody needs them in a new language.
    private static IReadOnlyList<string> Folders(ContentFiles files)
    {
        var all = Directory.EnumerateFiles(files.PathOf(""), Source, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(files.PathOf(""), Path.GetDirectoryName(file)!).Replace('\\', '/'))
            .ToList();
        var versions = all.Where(folder => VersionOf(folder) is not null).ToList();
        var newest = versions.GroupBy(IdOf).Select(group => group.MaxBy(VersionOf)!);
        return [.. all.Except(versions).Concat(newest).Order(StringComparer.Ordinal)];
    }

    private static SemanticVersion? VersionOf(string folder) =>
        SemanticVersion.TryParse(folder[(folder.LastIndexOf('/') + 1)..], out var version) ? version : null;

    private static string IdOf(string folder) => folder[..folder.LastIndexOf('/')];

    private static bool IsLanguageFile(string folder, string file) =>
        file.EndsWith(".json", StringComparison.Ordinal)
        && !(VersionOf(folder) is not null && file is "definition.json" or "test-vectors.json")
        && !(folder == "help" && file is "directory.json" or "countries.json" or "time-zones.json");

    private void Report(string folder, string key, string check, string? english, string detail) =>
        differences.Add(new TranslationFinding(folder, key, check, english, detail));

    private void Compare(string folder, TextFile english, TextFile other)
    {
        foreach (var (key, text) in english.Texts)
        {
            var needed = english.StemOf(key) is { } stem ? $"{stem}.other" : key;
            if (!other.Texts.ContainsKey(needed)) Report(folder, key, "missing", text, text);
        }

        foreach (var (key, text) in other.Texts)
        {
            var stem = english.StemOf($"{key[..Math.Max(0, key.LastIndexOf('.'))]}.other");
            if (stem is not null) CategoriesOf(folder, stem).Add(key[(stem.Length + 1)..]);
            if (EnglishOf(english, stem, key) is { } original) texts.Add(new TranslatedText(folder, key, original, text));
            else Report(folder, key, "extra", null, text);
        }
    }

    private void CompareHeads(string folder, string language, TextFile english, TextFile other)
    {
        if (english.Language is not null && other.Language != language)
        {
            Report(folder, "language", "head", null, $"'{other.Language}', not '{language}'");
        }

        if (other.Review is not ("unreviewed" or "reviewed")) Report(folder, "review", "head", null, "neither 'unreviewed' nor 'reviewed'");
        if (english.Direction is not null) directions.Add((folder, other.Direction ?? ""));
        else if (other.Direction is not null) Report(folder, "direction", "head", null, "not in English");
    }

    // The direction of most files is taken to be right.
    private void CompareDirections()
    {
        var usual = directions.CountBy(head => head.Direction).OrderByDescending(count => count.Value).FirstOrDefault().Key;
        foreach (var (folder, direction) in directions.Where(head => head.Direction != usual))
        {
            Report(folder, "direction", "head", null, $"'{direction}', but '{usual}' in most files");
        }
    }

    private static string? EnglishOf(TextFile english, string? stem, string key) =>
        english.Texts.GetValueOrDefault(key)
        ?? (stem is not null && english.StemOf($"{stem}.one") is not null && IsCategory(key[(stem.Length + 1)..])
            ? english.Texts[$"{stem}.other"]
            : null);

    private static bool IsCategory(string word) => word is "zero" or "one" or "two" or "few" or "many" or "other";

    private HashSet<string> CategoriesOf(string folder, string stem)
    {
        if (!categories.TryGetValue((folder, stem), out var found)) categories.Add((folder, stem), found = []);
        return found;
    }

    private void CompareCategories(IReadOnlyList<string>? plurals)
    {
        var expected = plurals ?? [.. categories.Values.SelectMany(found => found).Distinct()];
        var origin = plurals is null ? "which other texts with a count have" : "which this language needs";
        foreach (var ((folder, stem), found) in categories)
        {
            foreach (var missing in expected.Except(found)) Report(folder, stem, "plural", null, $"no '{missing}', {origin}");
            foreach (var stray in found.Except(expected))
            {
                Report(folder, $"{stem}.{stray}", "plural", null, $"'{stray}' is not a plural category of this language");
            }
        }
    }
}
