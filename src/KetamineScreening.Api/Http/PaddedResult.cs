namespace KetamineScreening.Api.Http;

/// <summary>Writes a result padded to a multiple of a block size, so that the length of the encrypted response reveals nothing.</summary>
/// <remarks>
/// Parsers of JSON and XML ignore the padding, which is whitespace after the end of the document. <c>no-transform</c> forbids proxies to
/// compress the response, because the compressed length would depend on the result again.
/// </remarks>
/// <param name="length">Length of the result, in bytes.</param>
/// <param name="copyTo">Copies the result to the start of a buffer.</param>
/// <param name="contentType">Media type of the result.</param>
/// <param name="block">Block size in bytes.</param>
internal sealed class PaddedResult(int length, SpanAction copyTo, string contentType, int block) : IResult
{
    /// <summary>Media type of a v1 result.</summary>
    public const string JsonType = "application/json; charset=utf-8";

    /// <summary>Value of <c>Cache-Control</c> that every result must carry.</summary>
    public const string CacheControl = "no-store, no-transform";

    /// <summary>The length of the longest result, rounded up to a multiple of 1 KiB.</summary>
    public static int Rounded(int longest) => (longest + 1023) / 1024 * 1024;

    /// <summary>Pads a result that is in memory.</summary>
    public PaddedResult(ReadOnlyMemory<byte> json, string contentType, int block)
        : this(json.Length, buffer => json.Span.CopyTo(buffer), contentType, block)
    {
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext context)
    {
        var padded = length + block - 1 - (length - 1) % block;
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = padded;

        // One write, because every write ends a TLS record, and the length of a record is visible on the network.
        await response.StartAsync(context.RequestAborted);
        var body = response.BodyWriter.GetSpan(padded)[..padded];
        copyTo(body);
        body[length..].Fill((byte)' ');
        response.BodyWriter.Advance(padded);
    }
}

/// <summary>Writes to a buffer.</summary>
/// <param name="buffer">The buffer.</param>
internal delegate void SpanAction(Span<byte> buffer);
