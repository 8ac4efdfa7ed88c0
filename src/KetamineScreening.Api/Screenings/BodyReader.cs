using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Screenings;

/// <summary>Reads small request bodies completely and keeps no copy of them.</summary>
internal static class BodyReader
{
    /// <summary>Default size limit of a request body, in bytes.</summary>
    public const int Limit = Http.Limits.KestrelLimits.MaxScreeningBody;

    private const string Identity = "identity";

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether the headers declare an uncompressed JSON body in UTF-8.</summary>
    public static bool IsJson(HttpRequest request) =>
        IsUtf8(request, static type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the headers declare an uncompressed body of an accepted media type in UTF-8.</summary>
    /// <remarks>For a compressed body it sets the response header that names the accepted coding (RFC 9110, 15.5.16).</remarks>
    public static bool IsUtf8(HttpRequest request, Predicate<MediaTypeHeaderValue> isAccepted) =>
        !RefusesCoding(request)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && isAccepted(type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // The service accepts no compressed body. An empty header declares no coding.
    private static bool RefusesCoding(HttpRequest request)
    {
        var codings = request.Headers.ContentEncoding
            .SelectMany(header => header!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (codings.All(coding => coding.Equals(Identity, StringComparison.OrdinalIgnoreCase))) return false;
        request.HttpContext.Response.Headers.AcceptEncoding = Identity;
        return true;
    }

    /// <summary>
    /// Passes the whole body to <paramref name="read"/>, without a byte order mark. A temporary copy of the bytes is cleared afterwards.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Parses the body.</param>
    /// <param name="limit">Size limit of the body, in bytes.</param>
    /// <returns>Whether the body was within the limit, and the parsed value.</returns>
    /// <exception cref="BadHttpRequestException">The body is malformed or the connection broke.</exception>
    public static async ValueTask<(bool Fits, T? Value)> ReadAsync<T>(HttpRequest request, BodyFunction<T> read, int limit = Limit)
        where T : class?
    {
        if (request.ContentLength > limit) return (false, null);
        var pipe = request.BodyReader;
        while (true)
        {
            var result = await ReadChunkAsync(request);
            var buffer = result.Buffer;
            if (buffer.Length > limit)
            {
                pipe.AdvanceTo(buffer.End);
                return (false, null);
            }

            if (!result.IsCompleted)
            {
                pipe.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var value = ReadWhole(buffer, read);
            pipe.AdvanceTo(buffer.End);
            return (true, value);
        }
    }

    // An invalid chunk size and a broken connection both arrive as an IOException. Both are errors of the client, not of the service.
    private static async ValueTask<ReadResult> ReadChunkAsync(HttpRequest request)
    {
        try
        {
            // The read ends when the connection ends, so it needs no cancellation. If the read were cancelled, the server
            // would find it still pending and log an error.
            return await request.BodyReader.ReadAsync(CancellationToken.None);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            // After a connection reset the server treats the read as pending and logs that it cannot complete it. Abort prevents that.
            if (exception is ConnectionResetException) request.HttpContext.Abort();
            throw new BadHttpRequestException("The body cannot be read.", exception);
        }
    }

    private static T ReadWhole<T>(in ReadOnlySequence<byte> buffer, BodyFunction<T> read)
    {
        // Most bodies arrive in one piece. They are parsed in place, so that there is no second copy of the answers.
        if (buffer.IsSingleSegment) return read(WithoutMark(buffer.FirstSpan));
        var whole = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
        try
        {
            buffer.CopyTo(whole);
            return read(WithoutMark(whole.AsSpan(0, (int)buffer.Length)));
        }
        finally
        {
            // The pool is shared, so the answers must not stay in the array.
            ArrayPool<byte>.Shared.Return(whole, clearArray: true);
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) =>
        body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;
}

/// <summary>Parses a request body.</summary>
/// <param name="body">The whole body.</param>
internal delegate T BodyFunction<out T>(ReadOnlySpan<byte> body);
