using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Security;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Pages;

/// <summary>The texts of the page and the widget in every language.</summary>
internal sealed partial class WidgetTexts
{
    private readonly IReadOnlyDictionary<string, WidgetWording> wordings;
    private readonly Dictionary<string, WebFile> files;

    private WidgetTexts(IReadOnlyDictionary<string, WidgetWording> wordings)
    {
        this.wordings = wordings;
        files = wordings.ToDictionary(
            entry => entry.Key,
            entry => new WebFile(
                () => JsonSerializer.SerializeToUtf8Bytes(entry.Value, PagesJson.Plain.WidgetWording), "application/json", entry.Key));
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Language tags that have texts, in ordinal order.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Direction of the script of a language, as in HTML.</summary>
    public string Direction(string language) => wordings[language].Direction;

    /// <summary>A text by its key, with its placeholders replaced by values.</summary>
    /// <exception cref="ContentException">The language has no text with this key.</exception>
    public string Text(string language, string key, params IReadOnlyList<(string Placeholder, object Value)> values)
    {
        if (!wordings[language].Texts.TryGetValue(key, out var text))
        {
            throw new ContentException([$"widget/{language}.json: texts['{key}']: no text, and the page needs it"]);
        }

        foreach (var (placeholder, value) in values)
        {
            text = text.Replace($"{{{placeholder}}}", Convert.ToString(value, CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Reads and validates <c>widget/*.json</c>: every language must have the keys and placeholders of English.</summary>
    public static WidgetTexts Load(ContentFiles files)
    {
        var byLanguage = files.ReadLanguages("widget", PagesJson.Plain.WidgetWording, wording => (wording.Language, wording.Review));
        foreach (var (language, wording) in byLanguage)
        {
            var source = byLanguage.GetValueOrDefault(Language.Source) ?? wording;
            foreach (var fault in Faults(wording, source)) files.Fault($"widget/{language}.json", fault);
        }

        return new WidgetTexts(byLanguage);
    }

    /// <summary>Serves the texts at <c>/embed/texts</c>, in the best language for <c>Accept-Language</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) => ForeignUse.Allow(routes
        .MapMethods("/embed/texts", HttpVerbs.GetAndHead, (HttpContext context, WidgetTexts texts) => texts.Serve(context))
        .ExcludeFromDescription());

    private IResult Serve(HttpContext context)
    {
        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, Languages);
        return files[language].Serve(context);
    }

    private static IEnumerable<string> Faults(WidgetWording wording, WidgetWording source)
    {
        if (wording.Direction is not ("ltr" or "rtl")) yield return "direction: neither 'ltr' nor 'rtl'";
        foreach (var key in source.Texts.Keys.Except(wording.Texts.Keys)) yield return $"texts['{key}']: no text";
        foreach (var (key, text) in wording.Texts)
        {
            if (!source.Texts.TryGetValue(key, out var original)) yield return $"texts['{key}']: not in the English texts";
            else if (string.IsNullOrWhiteSpace(text)) yield return $"texts['{key}']: no text";
            else if (!PlaceholdersOf(text).SetEquals(PlaceholdersOf(original)))
            {
                yield return $"texts['{key}']: not the placeholders of the English text";
            }
        }
    }

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>The texts of the page and the widget in one language.</summary>
/// <param name="Language">BCP 47 tag of the language.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Direction">Direction of the script, as in HTML: <c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Texts">Texts by key. The widget defines the keys.</param>
internal sealed record WidgetWording(string Language, string Review, string Direction, IReadOnlyDictionary<string, string> Texts);
