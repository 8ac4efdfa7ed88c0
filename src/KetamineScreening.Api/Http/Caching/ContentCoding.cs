using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Caching;

/// <summary>Compression of bodies, only for those who ask for it by name.</summary>
internal static class ContentCoding
{
    /// <summary>The coding that every client knows.</summary>
    public const string Gzip = "gzip";

    /// <summary>The smaller one, which browsers know.</summary>
    public const string Brotli = "br";

    /// <summary>Chooses the coding of a response by <c>Accept-Encoding</c> (RFC 9110, section 12.5.3).</summary>
    /// <param name="request">The request.</param>
    /// <param name="available">The codings that the server has, the best first. The plain body is always available.</param>
    /// <returns>The coding with the highest quality; null for the plain body, also if the client refuses all of them.</returns>
    public static string? Choose(HttpRequest request, params IReadOnlyList<string> available)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted)) return null;
        var others = QualityOf("*");

        // Among equals a coding that the client names comes first, and one that only * allows comes last: some clients send
        // * and cannot decompress. Unless the client ranks it, the plain body is worth less than any coding it names.
        (string? Coding, double Quality)[] choices =
        [
            .. available.Select(coding => ((string?)coding, QualityOf(coding) ?? 0)),
            (null, QualityOf("identity") ?? others ?? double.Epsilon),
            .. available.Where(coding => QualityOf(coding) is null).Select(coding => ((string?)coding, others ?? 0)),
        ];
        var best = choices.MaxBy(choice => choice.Quality);
        return best.Quality > 0 ? best.Coding : null;

        double? QualityOf(string coding) => accepted
            .Where(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            .Select(value => value.Quality ?? 1)
            .Cast<double?>()
            .FirstOrDefault();
    }

    /// <summary>Compresses a body.</summary>
    public static byte[] Compress(byte[] content, string coding)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = coding == Brotli
            ? new BrotliStream(buffer, CompressionLevel.SmallestSize)
            : new GZipStream(buffer, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return buffer.ToArray();
    }
}
