using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>The texts of the page and the widget in every language there is. What they are called is a matter between the file and the widget.</summary>
public sealed partial class WidgetTexts
{
    private readonly Dictionary<string, WebFile> files;
    private readonly string[] languages;

    private WidgetTexts(IReadOnlyDictionary<string, JsonObject> wordings)
    {
        files = wordings.ToDictionary(
            entry => entry.Key,
            entry => new WebFile(JsonSerializer.SerializeToUtf8Bytes(entry.Value, ApiJson.Plain.JsonObject), "application/json", entry.Key));
        languages = [.. wordings.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Languages there are.</summary>
    public IReadOnlyList<string> Languages => languages;

    /// <summary>Reads <c>widget/*.json</c>: every language has the keys of English, each with a text and its placeholders.</summary>
    public static WidgetTexts Load(ContentFiles files)
    {
        var read = files.ReadLanguages("widget", ApiJson.Default.JsonObject, wording => wording["language"] is JsonValue value && value.TryGetValue<string>(out var language) ? language : "");
        var source = read.TryGetValue(Language.Source, out var english) ? TextsOf(english, "").ToDictionary() : [];
        foreach (var (language, wording) in read)
        {
            foreach (var fault in Faults(wording, source)) files.Fault($"widget/{language}.json", fault);
        }

        return new WidgetTexts(read);
    }

    /// <summary>Serves them at <c>/embed/texts</c>, in the best language for <c>Accept-Language</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        ForeignUse.Allow(routes.MapGetAndHead("/embed/texts", (HttpContext context, WidgetTexts texts) => texts.Serve(context)).ExcludeFromDescription());

    private IResult Serve(HttpContext context) => files[Language.Negotiate(context.Request.Headers.AcceptLanguage, languages)].Serve(context);

    private static IEnumerable<string> Faults(JsonObject wording, Dictionary<string, string?> source)
    {
        var texts = TextsOf(wording, "").ToDictionary();
        if (texts.GetValueOrDefault("review") is not ("source" or "unreviewed" or "reviewed")) yield return "review: neither 'source', 'unreviewed' nor 'reviewed'";
        foreach (var key in source.Keys.Except(texts.Keys)) yield return $"{key}: no text";
        foreach (var (key, text) in texts)
        {
            if (!source.TryGetValue(key, out var original)) yield return $"{key}: belongs to nothing";
            else if (string.IsNullOrWhiteSpace(text)) yield return $"{key}: no text";
            else if (!PlaceholdersOf(text).SetEquals(PlaceholdersOf(original ?? ""))) yield return $"{key}: not the placeholders of the English text";
        }
    }

    // Each text with its key, such as "result.print"; null where something else stands.
    private static IEnumerable<KeyValuePair<string, string?>> TextsOf(JsonObject members, string prefix) => members.SelectMany(member => member.Value switch
    {
        JsonObject inner => TextsOf(inner, $"{prefix}{member.Key}."),
        JsonValue value when value.TryGetValue<string>(out var text) => [new($"{prefix}{member.Key}", text)],
        _ => [new($"{prefix}{member.Key}", null)],
    });

    private static HashSet<string> PlaceholdersOf(string text) => [.. Placeholder().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
