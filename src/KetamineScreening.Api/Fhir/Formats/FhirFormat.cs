using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Screenings;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Fhir.Formats;

/// <summary>Negotiates the format: responds with 406 to a request for a format other than JSON and XML of FHIR 4.0.</summary>
internal sealed class FhirFormat : IGlobalPreProcessor
{
    /// <summary>Name of the query parameter that takes precedence over <c>Accept</c>.</summary>
    public const string Parameter = "_format";

    /// <summary>End of the addresses that take a search by POST.</summary>
    public const string SearchSuffix = "/_search";

    private const string Version = "4.0";

    /// <inheritdoc />
    public Task PreProcessAsync(IPreProcessorContext context, CancellationToken ct)
    {
        var http = context.HttpContext;
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        // The body of a search can name the format.
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value!.EndsWith(SearchSuffix, StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        return Of(http.Request) is null ? http.Response.SendResultAsync(NotAcceptable(http)) : Task.CompletedTask;
    }

    /// <summary>The response to a request for another format.</summary>
    public static IResult NotAcceptable(HttpContext context) => context.RequestServices.GetRequiredService<OperationOutcomes>()
        .Of(StatusCodes.Status406NotAcceptable, new Issue(IssueCode.NotAcceptable));

    /// <summary>The format of the response; null when the client accepts none that the service supports.</summary>
    public static ResourceFormat? Of(HttpRequest request)
    {
        if (request.Query.TryGetValue(Parameter, out var formats)) return formats is [{ } format] ? Named(format) : null;

        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return ResourceFormat.Json;

        // Among equals, a format that the client names comes before one that only a wildcard allows, and JSON before XML.
        var best = ResourceFormat.All
            .Select(format => (Format: format, Named: QualityOf(format, ranges)))
            .Select(choice => (choice.Format, Quality: choice.Named ?? QualityOfWildcard(ranges), IsNamed: choice.Named is not null))
            .MaxBy(choice => (choice.Quality, choice.IsNamed));
        return best.Quality > 0 ? best.Format : null;
    }

    /// <summary>The format of the body; null when the headers declare no uncompressed resource of FHIR 4.0 in UTF-8.</summary>
    public static ResourceFormat? OfBody(HttpRequest request) =>
        ResourceFormat.All.FirstOrDefault(format => BodyReader.IsUtf8(request, type => Is(format, type)));

    // An unescaped plus sign in a query string decodes to a space.
    private static ResourceFormat? Named(string name) => ResourceFormat.All.FirstOrDefault(format =>
        name == format.Name || (MediaTypeHeaderValue.TryParse(name.Replace(' ', '+'), out var type) && Is(format, type)));

    private static double? QualityOf(ResourceFormat format, IEnumerable<MediaTypeHeaderValue> ranges) =>
        ranges.Where(range => Is(format, range)).Select(range => (double?)(range.Quality ?? 1)).Max();

    private static double QualityOfWildcard(IList<MediaTypeHeaderValue> ranges)
    {
        var range = ranges.FirstOrDefault(range => range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase))
            ?? ranges.FirstOrDefault(range => range.MatchesAllTypes);
        return range is null ? 0 : range.Quality ?? 1;
    }

    private static bool Is(ResourceFormat format, MediaTypeHeaderValue type)
    {
        if (!format.MediaTypes.Any(name => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase))) return false;
        var version = type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals("fhirVersion", StringComparison.OrdinalIgnoreCase));
        return version is null || HeaderUtilities.RemoveQuotes(version.Value).Equals(Version, StringComparison.Ordinal);
    }
}
