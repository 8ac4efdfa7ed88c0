using System.Text;
using System.Text.Json;

namespace KetamineScreening.Api.Screenings;

/// <summary>Writes a result in a body that is as long as every other: from an encrypted answer its length is all that somebody on the line can see.</summary>
/// <remarks>Blanks after the end of JSON mean nothing to whoever reads it. A proxy that compressed them away would undo it, hence <c>no-transform</c>.</remarks>
/// <param name="json">The result.</param>
/// <param name="contentType">What it is.</param>
/// <param name="block">Bodies are as long as this, or a multiple of it.</param>
internal sealed class PaddedResult(ReadOnlyMemory<byte> json, string contentType, int block) : IResult
{
    /// <summary>Bodies of v1 are as long as this, or a multiple of it; a test holds that one is enough for every result there is.</summary>
    public const int Block = 20 * 1024;

    private static readonly byte[] Blanks = Encoding.UTF8.GetBytes(new string(' ', 64 * 1024));

    /// <summary>Media type of a result of v1.</summary>
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>What a result has to be served with.</summary>
    public const string CacheControl = "no-store, no-transform";

    /// <summary>A result of v1.</summary>
    public PaddedResult(ScreeningResponse result)
        : this(JsonSerializer.SerializeToUtf8Bytes(result, ScreeningsJson.Plain.ScreeningResponse), JsonType, Block)
    {
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext context)
    {
        var padding = block - 1 - (json.Length - 1) % block;
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = json.Length + padding;
        await response.Body.WriteAsync(json, context.RequestAborted);
        for (var left = padding; left > 0; left -= Blanks.Length)
        {
            await response.Body.WriteAsync(Blanks.AsMemory(0, Math.Min(left, Blanks.Length)), context.RequestAborted);
        }
    }
}
