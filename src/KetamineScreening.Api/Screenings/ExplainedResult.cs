using System.Reflection;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Http.Metadata;

namespace KetamineScreening.Api.Screenings;

/// <summary>The explained result of a screening as the outcome of an endpoint.</summary>
/// <remarks>
/// The response is assembled from precomputed JSON fragments directly in the output buffer. The bytes equal the
/// serialized <see cref="ScreeningResponse"/>. It is as long as the longest result of the questionnaire in the language,
/// so that the length of the encrypted response reveals nothing about the answers or the country.
/// </remarks>
/// <param name="pieces">The fragments of the questionnaire in the language of the result.</param>
/// <param name="result">The result.</param>
/// <param name="help">The help in the language of the result.</param>
/// <param name="country">Code of the country; null for the international services.</param>
/// <param name="isContributed">Whether the screening is added to the anonymous totals.</param>
internal sealed class ExplainedResult(
    ResultPieces pieces, ScreeningResult result, LocalHelp help, string? country, bool isContributed)
    : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ScreeningResponse), ["application/json"]));

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var fragments = ResultHelp.Of(help);
        var length = pieces.PaddedLength(fragments);
        var response = httpContext.Response;
        response.ContentType = PaddedResult.JsonType;
        response.ContentLength = length;
        // Once the response has started, GetSpan returns the output buffer itself; before that, it returns a buffer that is copied.
        await response.StartAsync(httpContext.RequestAborted);
        var body = response.BodyWriter.GetSpan(length)[..length];
        body[pieces.Write(body, result, fragments.For(country), isContributed)..].Fill((byte)' ');
        response.BodyWriter.Advance(length);
    }
}
