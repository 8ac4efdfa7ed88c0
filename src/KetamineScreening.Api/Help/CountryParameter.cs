using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Help;

/// <summary>The query parameter <c>country</c>.</summary>
internal static class CountryParameter
{
    /// <summary>Name of the parameter.</summary>
    public const string Name = "country";

    /// <summary>Reads the country as an upper-case ISO 3166-1 alpha-2 code.</summary>
    /// <returns>The code; null when the parameter is missing or invalid. An invalid value is added to <paramref name="errors"/>.</returns>
    public static string? Read(HttpRequest request, HelpDirectory help, List<ProblemError> errors)
    {
        if (!request.Query.TryGetValue(Name, out var values)) return null;
        if (values is [{ Length: 2 } code] && help.IsCountry(code.ToUpperInvariant())) return code.ToUpperInvariant();
        errors.Add(new ProblemError(ErrorCode.InvalidCountry, "", Parameter: Name));
        return null;
    }
}
