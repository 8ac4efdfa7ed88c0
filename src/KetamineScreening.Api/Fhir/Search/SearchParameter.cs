using KetamineScreening.Api.Fhir.Definitions;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>A search parameter. Its name is that of the element it searches.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="System">System of a token; null when its codes have none.</param>
internal sealed record SearchParameter(string Name, SearchType Type, string? System = null)
{
    private const string IdName = "_id";
    private const string Prefix = "http://hl7.org/fhir/SearchParameter/";

    /// <summary>The parameters of every type that is served.</summary>
    public static IReadOnlyList<SearchParameter> All { get; } =
    [
        new(IdName, SearchType.Token),
        new("url", SearchType.Uri),
        new("version", SearchType.Token),
        new("name", SearchType.String),
        new("title", SearchType.String),
        new("status", SearchType.Token, "http://hl7.org/fhir/publication-status"),
        new("experimental", SearchType.Boolean, "http://terminology.hl7.org/CodeSystem/special-values"),
        new("date", SearchType.Date),
        new("publisher", SearchType.String),
        new("description", SearchType.String),
    ];

    /// <summary>The modifiers of the parameter.</summary>
    public IReadOnlyList<string> Modifiers => Type == SearchType.String ? [Modifier.Exact, Modifier.Contains] : [];

    /// <summary>Canonical URL of the definition for a resource type; null when R4 has none.</summary>
    public string? DefinitionFor(string type) => Name switch
    {
        IdName => Prefix + "Resource-id",
        "experimental" => null,
        _ => $"{Prefix}{(type == DefinitionCatalog.QuestionnaireType ? type : "conformance")}-{Name}",
    };

    /// <summary>The values of a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="elements">Its primitive elements.</param>
    public IEnumerable<string> ValuesOf(ServedDefinition definition, IReadOnlyDictionary<string, string> elements)
    {
        if (Name == IdName) return [definition.Id, definition.PinnedId];
        return elements.TryGetValue(Name, out var value) ? [value] : [];
    }
}

/// <summary>The types of search parameters. FHIR calls <see cref="Boolean"/> a token.</summary>
internal enum SearchType
{
    Token,
    Boolean,
    Uri,
    String,
    Date,
}

/// <summary>The modifiers of string parameters.</summary>
internal static class Modifier
{
    /// <summary>The whole value, with case and accents.</summary>
    public const string Exact = "exact";

    /// <summary>Any part of the value.</summary>
    public const string Contains = "contains";

    /// <summary>All modifiers of FHIR R4.</summary>
    public static IReadOnlyList<string> Defined { get; } =
    [
        "missing", Exact, Contains, "not", "text", "in", "not-in", "below", "above", "type", "identifier", "ofType", "iterate",
    ];
}
