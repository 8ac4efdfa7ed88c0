using KetamineScreening.Api.Http;
using KetamineScreening.Api.Fhir.Definitions;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>One parameter of a search. A definition has to match one of its alternatives.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Alternatives">Whether a value of a definition matches, for each value of the parameter.</param>
internal sealed record Criterion(SearchParameter Parameter, IReadOnlyList<Predicate<string>> Alternatives)
{
    /// <summary>Reads the value of a parameter, which lists alternatives separated by commas.</summary>
    /// <returns>The criterion; null when an alternative is malformed.</returns>
    public static Criterion? Read(SearchParameter parameter, string? modifier, string value, DateTimeOffset now)
    {
        var alternatives = EscapedText.Split(value, ',').Select(alternative => parameter.Type switch
        {
            SearchType.Token => Token(alternative, parameter.System),
            SearchType.Boolean => Boolean(alternative, parameter.System),
            SearchType.Uri => Equal(EscapedText.Unescape(alternative)),
            SearchType.String => Text(EscapedText.Unescape(alternative), modifier),
            _ => Date(alternative, now),
        }).ToList();
        return alternatives.Contains(null) ? null : new Criterion(parameter, alternatives!);
    }

    /// <summary>Whether a definition matches.</summary>
    public bool Matches(ServedDefinition definition, IReadOnlyDictionary<string, string> elements) =>
        Parameter.ValuesOf(definition, elements).Any(value => Alternatives.Any(matches => matches(value)));

    private static Predicate<string> Equal(string wanted) => value => value == wanted;

    // code: any system; |code: no system; system|code: both; system|: any code of the system.
    private static Predicate<string>? Token(string token, string? system)
    {
        var parts = EscapedText.Split(token, '|').Select(EscapedText.Unescape).ToList();
        return parts switch
        {
            [{ Length: > 0 } code] => Equal(code),
            ["", { Length: > 0 } code] => value => system is null && value == code,
            [{ Length: > 0 } wanted, ""] => _ => wanted == system,
            [{ Length: > 0 } wanted, var code] => value => wanted == system && value == code,
            _ => null,
        };
    }

    private static Predicate<string>? Boolean(string token, string? system) =>
        token[(token.LastIndexOf('|') + 1)..] is "true" or "false" or "" ? Token(token, system) : null;

    private static Predicate<string>? Text(string text, string? modifier)
    {
        if (text.Length == 0) return null;
        if (modifier == Modifier.Exact) return Equal(text);
        var folded = FoldedText.Of(text);
        return modifier == Modifier.Contains
            ? value => FoldedText.Of(value).Contains(folded, StringComparison.Ordinal)
            : value => FoldedText.Of(value).StartsWith(folded, StringComparison.Ordinal);
    }

    private static Predicate<string>? Date(string text, DateTimeOffset now) => DateComparison.Read(text, now) is { } comparison
        ? value => DatePeriod.Read(value) is { } period && comparison.Matches(period)
        : null;
}
