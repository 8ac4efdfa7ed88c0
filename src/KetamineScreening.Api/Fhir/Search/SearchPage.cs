using System.Globalization;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Search;

/// <summary>The part of the search results that one Bundle has.</summary>
/// <param name="Count">Largest number of results; null for all.</param>
/// <param name="Offset">Number of results before the first one.</param>
internal sealed record SearchPage(int? Count, int Offset)
{
    /// <summary>Name of the parameter for <see cref="Count"/>.</summary>
    public const string CountParameter = "_count";

    /// <summary>Name of the parameter for <see cref="Offset"/>. FHIR defines none; clients take it from the link <c>next</c>.</summary>
    public const string OffsetParameter = "_offset";

    /// <summary>Reads the parameters. Invalid values are added to <paramref name="issues"/>.</summary>
    public static SearchPage Read(HttpRequest request, List<Issue> issues)
    {
        return new SearchPage(Number(CountParameter), Number(OffsetParameter) ?? 0);

        int? Number(string name)
        {
            if (request.Query[name] is [] or [""]) return null;
            if (request.Query[name] is [{ } text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            issues.Add(new Issue(ErrorCode.InvalidParameter, Location: $"http.{name}"));
            return null;
        }
    }

    /// <summary>The offset of the next page; null on the last one.</summary>
    public int? Next(int total) => Count is { } count && count < total - Offset ? Offset + count : null;
}
