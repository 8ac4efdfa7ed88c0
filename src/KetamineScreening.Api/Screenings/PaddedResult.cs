using System.Text.Json;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Screenings;

/// <summary>Writes a result in a body that is as long as every other: from an encrypted answer its length is all that somebody on the line can see.</summary>
/// <remarks>Blanks after the end of JSON mean nothing to whoever reads it. A proxy that compressed them away would undo it, hence <c>no-transform</c>.</remarks>
/// <param name="result">The result.</param>
internal sealed class PaddedResult(ScreeningResponse result) : IResult
{
    /// <summary>Bodies are as long as this, or a multiple of it; a test holds that one is enough for every result there is.</summary>
    public const int Block = 20 * 1024;

    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', Block)];

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext context)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(result, ApiJson.Plain.ScreeningResponse);
        var padding = Block - 1 - (json.Length - 1) % Block;
        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length + padding;
        await response.Body.WriteAsync(json, context.RequestAborted);
        await response.Body.WriteAsync(Blanks.AsMemory(0, padding), context.RequestAborted);
    }
}
