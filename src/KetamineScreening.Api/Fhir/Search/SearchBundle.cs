using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>Writes the results of a search as a Bundle.</summary>
/// <param name="baseUrl">Absolute address of the resource type.</param>
/// <param name="query">The search.</param>
/// <param name="resourceOf">The JSON of a result.</param>
internal sealed class SearchBundle(string baseUrl, SearchQuery query, Func<FoundDefinition, ReadOnlyMemory<byte>> resourceOf)
{
    /// <summary>Writes the Bundle.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="found">All results, of which the Bundle has one page.</param>
    public void Write(Utf8JsonWriter json, IReadOnlyList<FoundDefinition> found)
    {
        var isCount = query.Subset.IsCount || query.Page.Count == 0;
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("type", "searchset");
        json.WriteNumber("total", found.Count);
        json.WriteStartArray("link");
        WriteLink(json, "self", query.Used);
        if (!isCount && query.Page.Next(found.Count) is { } next) WriteLink(json, "next", WithOffset(next));
        json.WriteEndArray();
        List<FoundDefinition> page = isCount ? [] : [.. found.Skip(query.Page.Offset).Take(query.Page.Count ?? found.Count)];
        if (page.Count > 0)
        {
            json.WriteStartArray("entry");
            foreach (var entry in page) WriteEntry(json, entry);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteEntry(Utf8JsonWriter json, FoundDefinition entry)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl", $"{baseUrl}/{entry.Definition.Id}");
        json.WritePropertyName("resource");
        json.WriteRawValue(resourceOf(entry).Span, skipInputValidation: true);
        json.WriteStartObject("search");
        json.WriteString("mode", "match");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteLink(Utf8JsonWriter json, string relation, IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        json.WriteStartObject();
        json.WriteString("relation", relation);
        json.WriteString("url", baseUrl + QueryString.Create(parameters));
        json.WriteEndObject();
    }

    private IEnumerable<KeyValuePair<string, StringValues>> WithOffset(int offset) => query.Used
        .Where(parameter => parameter.Key != SearchPage.OffsetParameter)
        .Append(new(SearchPage.OffsetParameter, offset.ToString(CultureInfo.InvariantCulture)));
}
