using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Screenings;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Fhir;

/// <summary>Negotiates the format: responds with 406 to a request for a format other than JSON of FHIR 4.0.</summary>
internal sealed class FhirFormat : IGlobalPreProcessor
{
    private const string FormatParameter = "_format";
    private const string Version = "4.0";

    /// <inheritdoc />
    public Task PreProcessAsync(IPreProcessorContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        if (IsAcceptable(http.Request)) return Task.CompletedTask;
        var outcomes = http.RequestServices.GetRequiredService<OperationOutcomes>();
        return http.Response.SendResultAsync(outcomes.Of(StatusCodes.Status406NotAcceptable, new Issue(IssueCode.NotAcceptable)));
    }

    /// <summary>Whether the headers declare an uncompressed body of FHIR JSON in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) => BodyReader.IsUtf8(request, IsJson);

    private static bool IsAcceptable(HttpRequest request)
    {
        if (request.Query.TryGetValue(FormatParameter, out var formats)) return formats is [{ } format] && IsJson(format);

        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return true;
        return ranges.Any(range => range.Quality is not 0 && (IsWildcard(range) || IsJson(range)));
    }

    // An unescaped plus sign in a query string decodes to a space.
    private static bool IsJson(string format) =>
        format is "json" || (MediaTypeHeaderValue.TryParse(format.Replace(' ', '+'), out var type) && IsJson(type));

    private static bool IsWildcard(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes || range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(MediaTypeHeaderValue type)
    {
        if (!type.MediaType.Equals(FhirJson.ContentType, StringComparison.OrdinalIgnoreCase)
            && !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var version = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase));
        return version is null || HeaderUtilities.RemoveQuotes(version.Value).Equals(Version, StringComparison.Ordinal);
    }
}
