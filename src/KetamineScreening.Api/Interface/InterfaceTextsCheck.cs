using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Interface;

/// <summary>Checks a language file of the interface: it needs the keys and the placeholders of the English file.</summary>
/// <remarks>
/// Languages differ in their plural categories, so a file may have any of them; only <c>other</c>, which every language has, is required.
/// </remarks>
internal static partial class InterfaceTextsCheck
{
    private static readonly string[] OptionalCategories = [".zero", ".one", ".two", ".few", ".many"];

    /// <summary>Lists the faults of a file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="source">The English file.</param>
    public static IEnumerable<string> Faults(InterfaceTextsDocument document, InterfaceTextsDocument source)
    {
        if (document.Direction is not ("ltr" or "rtl")) yield return "direction: neither 'ltr' nor 'rtl'";
        var required = source.Texts.Keys.Where(key => CategoryOf(key) is null);
        foreach (var key in required.Except(document.Texts.Keys)) yield return $"texts['{key}']: no text";
        foreach (var (key, text) in document.Texts)
        {
            var category = CategoryOf(key);
            var counterpart = category is null ? key : key[..^category.Length] + ".other";
            if (string.IsNullOrWhiteSpace(text)) yield return $"texts['{key}']: no text";
            else if (!source.Texts.TryGetValue(counterpart, out var original))
            {
                yield return $"texts['{key}']: the English texts have no '{counterpart}'";
            }
            else if (!HasPlaceholdersOf(original, text, canLeaveOut: category is not null))
            {
                yield return $"texts['{key}']: not the placeholders of the English text";
            }
        }
    }

    private static string? CategoryOf(string key) =>
        Array.Find(OptionalCategories, category => key.EndsWith(category, StringComparison.Ordinal));

    // A plural form such as "one" can say the number in words.
    private static bool HasPlaceholdersOf(string original, string text, bool canLeaveOut)
    {
        var (expected, actual) = (PlaceholdersOf(original), PlaceholdersOf(text));
        return canLeaveOut ? actual.IsSubsetOf(expected) : actual.SetEquals(expected);
    }

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Placeholder();
}
