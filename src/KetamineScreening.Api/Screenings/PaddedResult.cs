using System.Text.Json;

namespace KetamineScreening.Api.Screenings;

/// <summary>Writes a result padded to a multiple of a block size, so that the length of the encrypted response reveals nothing.</summary>
/// <remarks>
/// Parsers of JSON and XML ignore the padding, which is whitespace after the end of the document. <c>no-transform</c> forbids proxies to
/// compress the response, because the compressed length would depend on the result again.
/// </remarks>
/// <param name="result">The result.</param>
/// <param name="contentType">Media type of the result.</param>
/// <param name="block">Block size in bytes.</param>
internal sealed class PaddedResult(ReadOnlyMemory<byte> result, string contentType, int block) : IResult
{
    /// <summary>
    /// Block size of v1 results, in bytes: the smallest multiple of 4 KiB that holds every possible result. A test adds up the
    /// longest texts that one person can get with the longest help of any country; the sum is about 27,500 bytes.
    /// </summary>
    public const int Block = 28 * 1024;

    /// <summary>Media type of a v1 result.</summary>
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>Value of <c>Cache-Control</c> that every result must carry.</summary>
    public const string CacheControl = "no-store, no-transform";

    /// <summary>Serializes a v1 result.</summary>
    public PaddedResult(ScreeningResponse result)
        : this(JsonSerializer.SerializeToUtf8Bytes(result, ScreeningsJson.Plain.ScreeningResponse), JsonType, Block)
    {
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext context)
    {
        var length = result.Length + block - 1 - (result.Length - 1) % block;
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = length;

        // One write, because every write ends a TLS record, and the length of a record is visible on the network.
        await response.StartAsync(context.RequestAborted);
        var body = response.BodyWriter.GetSpan(length)[..length];
        result.Span.CopyTo(body);
        body[result.Length..].Fill((byte)' ');
        response.BodyWriter.Advance(length);
    }
}
