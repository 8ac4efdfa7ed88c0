using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>The texts of the page and the widget in every language there is.</summary>
internal sealed partial class WidgetTexts
{
    private readonly IReadOnlyDictionary<string, WidgetWording> wordings;
    private readonly Dictionary<string, WebFile> files;

    private WidgetTexts(IReadOnlyDictionary<string, WidgetWording> wordings)
    {
        this.wordings = wordings;
        files = wordings.ToDictionary(
            entry => entry.Key,
            entry => new WebFile(JsonSerializer.SerializeToUtf8Bytes(entry.Value, PagesJson.Plain.WidgetWording), "application/json", entry.Key));
        Languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>A text by its key, with the places in it filled.</summary>
    /// <exception cref="ContentException">There is no such text.</exception>
    public string Text(string language, string key, params IReadOnlyList<(string Place, object Value)> values)
    {
        if (!wordings[language].Texts.TryGetValue(key, out var found)) throw new ContentException([$"widget/{language}.json: texts['{key}']: no text, and the page needs it"]);
        return values.Aggregate(found, (text, value) => text.Replace($"{{{value.Place}}}", Convert.ToString(value.Value, CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    /// <summary>Reads <c>widget/*.json</c>: every language has the keys of English, each with a text and its placeholders.</summary>
    public static WidgetTexts Load(ContentFiles files)
    {
        var read = files.ReadLanguages("widget", PagesJson.Plain.WidgetWording, wording => (wording.Language, wording.Review));
        foreach (var (language, wording) in read)
        {
            foreach (var fault in Faults(wording, read.GetValueOrDefault(Language.Source) ?? wording)) files.Fault($"widget/{language}.json", fault);
        }

        return new WidgetTexts(read);
    }

    /// <summary>Serves them at <c>/embed/texts</c>, in the best language for <c>Accept-Language</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        ForeignUse.Allow(routes.MapMethods("/embed/texts", HttpVerbs.GetAndHead, (HttpContext context, WidgetTexts texts) => texts.Serve(context)).ExcludeFromDescription());

    private IResult Serve(HttpContext context) => files[Language.Negotiate(context.Request.Headers.AcceptLanguage, Languages)].Serve(context);

    private static IEnumerable<string> Faults(WidgetWording wording, WidgetWording source)
    {
        foreach (var key in source.Texts.Keys.Except(wording.Texts.Keys)) yield return $"texts['{key}']: no text";
        foreach (var (key, text) in wording.Texts)
        {
            if (!source.Texts.TryGetValue(key, out var original)) yield return $"texts['{key}']: belongs to nothing";
            else if (string.IsNullOrWhiteSpace(text)) yield return $"texts['{key}']: no text";
            else if (!PlaceholdersOf(text).SetEquals(PlaceholdersOf(original))) yield return $"texts['{key}']: not the placeholders of the English text";
        }
    }

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>The texts of the page and the widget in one language.</summary>
/// <param name="Language">BCP 47 tag of the language.</param>
/// <param name="Review"><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</param>
/// <param name="Texts">Texts by key; which there are is a matter between the file and the widget.</param>
internal sealed record WidgetWording(string Language, string Review, IReadOnlyDictionary<string, string> Texts);
