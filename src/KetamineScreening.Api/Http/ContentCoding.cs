using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Compression of bodies, only for those who ask for it by name.</summary>
internal static class ContentCoding
{
    /// <summary>The coding that every client knows.</summary>
    public const string Gzip = "gzip";

    /// <summary>The smaller one, which browsers know.</summary>
    public const string Brotli = "br";

    /// <summary>Whether <c>Accept-Encoding</c> names the coding and does not refuse it.</summary>
    public static bool IsAskedFor(HttpRequest request, string coding) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var asked)
        && asked.Any(value => value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);

    /// <summary>Compresses a body.</summary>
    public static byte[] Compress(byte[] content, string coding)
    {
        using var buffer = new MemoryStream();
        using (Stream stream = coding == Brotli ? new BrotliStream(buffer, CompressionLevel.SmallestSize) : new GZipStream(buffer, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return buffer.ToArray();
    }
}
