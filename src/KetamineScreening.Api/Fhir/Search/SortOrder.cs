using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Http;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Fhir.Definitions;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>The order of search results.</summary>
/// <param name="Keys">Search parameters to sort by, the most significant first.</param>
internal sealed partial record SortOrder(IReadOnlyList<(SearchParameter Parameter, bool IsDescending)> Keys)
{
    /// <summary>Name of the query parameter.</summary>
    public const string QueryParameter = "_sort";

    // Enough digits for any number in a version.
    private const int Digits = 10;

    /// <summary>Reads the parameter. A key that is no search parameter is added to <paramref name="issues"/>.</summary>
    public static SortOrder Read(HttpRequest request, List<Issue> issues)
    {
        var names = request.Query[QueryParameter]
            .SelectMany(list => list!.Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Select(name => (Parameter: SearchParameter.All.FirstOrDefault(known => known.Name == name.TrimStart('-')), name[0] == '-'))
            .ToList();
        if (names.All(name => name.Parameter is not null)) return new SortOrder(names!);
        issues.Add(new Issue(IssueCode.UnknownParameter, Location: $"http.{QueryParameter}"));
        return new SortOrder([]);
    }

    /// <summary>Sorts definitions. Equal ones keep their order.</summary>
    public IEnumerable<FoundDefinition> Sort(IEnumerable<FoundDefinition> found)
    {
        foreach (var (parameter, isDescending) in Keys.Reverse())
        {
            found = isDescending
                ? found.OrderByDescending(entry => KeyOf(entry, parameter), StringComparer.Ordinal)
                : found.OrderBy(entry => KeyOf(entry, parameter), StringComparer.Ordinal);
        }

        return found;
    }

    private static string KeyOf(FoundDefinition found, SearchParameter parameter)
    {
        var value = parameter.ValuesOf(found.Definition, found.Elements).FirstOrDefault("");
        return Number().Replace(FoldedText.Of(value), number => number.Value.PadLeft(Digits, '0'));
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Number();
}

/// <summary>A definition that a search found.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Language">The language for the client.</param>
/// <param name="Elements">Its primitive elements in this language.</param>
internal sealed record FoundDefinition(ServedDefinition Definition, string Language, IReadOnlyDictionary<string, string> Elements);
