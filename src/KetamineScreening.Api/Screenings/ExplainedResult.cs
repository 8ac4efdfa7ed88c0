using System.Reflection;
using System.Text.Json;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Http.Metadata;

namespace KetamineScreening.Api.Screenings;

/// <summary>The explained result of a screening as the outcome of an endpoint.</summary>
/// <remarks>
/// The response is assembled from precomputed JSON fragments directly in the output buffer. The bytes equal the
/// serialized <see cref="ScreeningResponse"/>.
/// </remarks>
internal sealed class ExplainedResult(
    PrecomputedVersion version, ScreeningResult result, string language, HelpForCountry help, bool isContributed)
    : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc />
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ScreeningResponse), ["application/json"]));

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var pieces = version.Pieces(language);
        if (pieces.Fits(result, help, PaddedResult.Block)) return WriteAsync(httpContext, pieces);
        var wording = version.Published.Wordings[language];
        var response = ScreeningResponse.From(result, wording, help, isContributed);
        var json = JsonSerializer.SerializeToUtf8Bytes(response, ScreeningsJson.Plain.ScreeningResponse);
        return new PaddedResult(json, PaddedResult.JsonType, PaddedResult.Block).ExecuteAsync(httpContext);
    }

    private async Task WriteAsync(HttpContext context, ResultPieces pieces)
    {
        var response = context.Response;
        response.ContentType = PaddedResult.JsonType;
        response.ContentLength = PaddedResult.Block;
        // Once the response has started, GetSpan returns the output buffer itself; before that, it returns a buffer that is copied.
        await response.StartAsync(context.RequestAborted);
        var body = response.BodyWriter.GetSpan(PaddedResult.Block)[..PaddedResult.Block];
        body[pieces.Write(body, result, help, isContributed)..].Fill((byte)' ');
        response.BodyWriter.Advance(PaddedResult.Block);
    }
}
