using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Screenings;

/// <summary>Reads small bodies whole, and never keeps one.</summary>
internal static class BodyReader
{
    /// <summary>Largest body of a screening that is read, in bytes.</summary>
    public const int Limit = 16 * 1024;

    /// <summary>Whether the body says that it is JSON in UTF-8, as it is.</summary>
    public static bool IsJson(HttpRequest request) =>
        !IsCoded(request)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the body says that it is compressed, which none is taken.</summary>
    public static bool IsCoded(HttpRequest request) =>
        request.Headers.ContentEncoding is { Count: > 0 } coding && !coding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase);

    /// <summary>Hands the whole body to a reader; the bytes are wiped afterwards.</summary>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the body.</param>
    /// <param name="limit">Largest body that is read, in bytes.</param>
    /// <returns>Whether the body was small enough, and what was read.</returns>
    public static async ValueTask<(bool Fits, T? Value)> ReadAsync<T>(HttpRequest request, BodyFunction<T> read, int limit = Limit)
        where T : class
    {
        if (request.ContentLength > limit) return (false, null);
        var pipe = request.BodyReader;
        while (true)
        {
            var result = await ReadMoreAsync(request);
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

    // A chunk of more than can be, and a connection that breaks, come as plain failures of reading; both are the client's.
    private static async ValueTask<ReadResult> ReadMoreAsync(HttpRequest request)
    {
        try
        {
            // It ends by itself when the connection does. Cancelled, it would be in the way of the server, which logs that.
            return await request.BodyReader.ReadAsync(CancellationToken.None);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            // The server leaves a read that a reset ended as one under way, and logs that it cannot finish it, unless told that all is over.
            if (broken is ConnectionResetException) request.HttpContext.Abort();
            throw new BadHttpRequestException("The body cannot be read.", broken);
        }
    }

    private static T ReadWhole<T>(in ReadOnlySequence<byte> buffer, BodyFunction<T> read)
    {
        if (buffer.IsSingleSegment) return read(buffer.FirstSpan);
        var whole = ArrayPool<byte>.Shared.Rent((int)buffer.Length);
        try
        {
            buffer.CopyTo(whole);
            return read(whole.AsSpan(0, (int)buffer.Length));
        }
        finally
        {
            // The array goes back to a pool that others share.
            ArrayPool<byte>.Shared.Return(whole, clearArray: true);
        }
    }
}

/// <summary>Reads a body.</summary>
/// <param name="body">The whole body.</param>
internal delegate T BodyFunction<out T>(ReadOnlySpan<byte> body);
