using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Interface;

/// <summary>The keys of the interface texts, and the code that names them.</summary>
internal static partial class TextKeys
{
    private const string Api = "src/KetamineScreening.Api";

    /// <summary>The English texts by key.</summary>
    public static IReadOnlyDictionary<string, string> English { get; } =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf($"{Api}/Content/interface/en.json")))!["texts"]!.AsObject()
            .ToDictionary(text => text.Key, text => (string)text.Value!);

    /// <summary>The scripts, templates and pages that show texts, with their paths.</summary>
    public static IReadOnlyDictionary<string, string> Sources { get; } =
        new[]
            {
                ("src/scripts/widget", "*.js"), ("src/scripts/data", "*.js"), ($"{Api}/wwwroot/site", "*.js"), ($"{Api}/Pages", "*.cs"),
                ($"{Api}/wwwroot", "*.html"), ($"{Api}/wwwroot/embed", "*.html"), ($"{Api}/wwwroot/parts", "*.html"),
            }
            .SelectMany(place => Directory.EnumerateFiles(Repository.PathOf(place.Item1), place.Item2))
            .ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    /// <summary>The key without its plural category.</summary>
    public static string WithoutCategory(string key) => PluralCategory().Replace(key, "");

    /// <summary>Regular expressions for the keys that a source names. A template such as <c>privacy.${key}</c> names several.</summary>
    public static IEnumerable<string> NamedBy(string source) => NamedBy(source, English.Keys.Select(key => key.Split('.')[0]).Distinct());

    /// <summary>The same for keys that begin with other words.</summary>
    public static IEnumerable<string> NamedBy(string source, IEnumerable<string> groups)
    {
        var pattern = $@"(?<=['""`{{])({string.Join('|', groups)})\.(?!(html|csv)\b)(\w|[-.]|\$\{{\w+\}})+(?=['""`}}])";
        return Regex.Matches(source, pattern, RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1))
            .Select(match => "^" + Regex.Replace(
                Regex.Escape(match.Value), @"\\\$\\\{\w+\}", @"[\w-]+", RegexOptions.None, TimeSpan.FromMinutes(1)) + "$");
    }

    /// <summary>Whether a regular expression of <see cref="NamedBy(string)" /> names a key.</summary>
    public static bool Names(string pattern, string key) =>
        Regex.IsMatch(key, pattern, RegexOptions.None, TimeSpan.FromMinutes(1));

    [GeneratedRegex(@"\.(zero|one|two|few|many|other)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PluralCategory();
}
