using System.Globalization;
using KetamineScreening.Api.Http.Description;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Releases;

/// <summary>Reads the query parameters of the addresses of releases.</summary>
internal static class ReleaseParameters
{
    private const int LongestMajor = 6;

    /// <summary>The questionnaire; null when the parameter is missing, empty or repeated.</summary>
    public static string? Questionnaire(HttpRequest request) =>
        request.Query[DocumentedParameter.Questionnaire.Name] is [{ Length: > 0 } id] ? id : null;

    /// <summary>The major version; null when the parameter is missing.</summary>
    /// <returns>False when the parameter is not a positive whole number.</returns>
    public static bool TryMajor(HttpRequest request, out int? major)
    {
        major = null;
        if (!request.Query.TryGetValue(DocumentedParameter.Major.Name, out var values)) return true;
        if (values is not [{ Length: > 0 and <= LongestMajor } text] || text[0] == '0') return false;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        major = number;
        return true;
    }

    /// <summary>The error of a parameter.</summary>
    public static ProblemError Invalid(DocumentedParameter parameter) =>
        new(ErrorCode.InvalidParameter, "", Parameter: parameter.Name);
}
