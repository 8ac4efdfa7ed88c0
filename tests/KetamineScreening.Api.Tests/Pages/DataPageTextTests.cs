using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Interface;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>The texts of the data page: every one is shown, and no other is asked for.</summary>
public sealed class DataPageTextTests
{
    private const string Group = "totals";

    private static readonly IReadOnlyDictionary<string, string> English =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("src/KetamineScreening.Api/Content/pages/data/en.json")))!["texts"]!.AsObject()
            .ToDictionary(text => text.Key, text => (string)text.Value!);

    private static readonly List<(string File, string Pattern)> Uses =
        [.. TextKeys.Sources.SelectMany(source => TextKeys.NamedBy(source.Value, [Group]), (source, pattern) => (source.Key, pattern))];

    [Fact]
    public void Every_key_that_code_names_has_a_text()
    {
        Assert.True(Uses.Count > 100);
        Offenders.None(Uses
            .Where(use => !English.Keys.Any(key => TextKeys.Names(use.Pattern, key)))
            .Select(use => $"{use.File}: {use.Pattern} has no text"));
    }

    [Fact]
    public void Every_text_is_shown() =>
        Offenders.None(English.Keys.Where(key => !Uses.Exists(use => TextKeys.Names(use.Pattern, key))).Select(key => $"{key}: unused"));

    [Fact]
    public void No_text_quotes_a_label() =>
        Offenders.None(English.Where(text => text.Value.Contains('"', StringComparison.Ordinal)).Select(text => text.Key));
}
