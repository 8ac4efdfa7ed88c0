using System.IO.Compression;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads a URL.</summary>
/// <param name="http">Client to read with.</param>
/// <param name="url">The URL.</param>
internal delegate Task<string> Read(HttpClient http, string url);

/// <summary>Ways to read a URL.</summary>
internal static class Reads
{
    /// <summary>Status, headers and body of a plain request.</summary>
    public static async Task<string> Everything(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url);
        return $"{reply.Status}\n{reply.Headers}\n\n{reply.Text}";
    }

    /// <summary>The body of a plain request.</summary>
    public static async Task<string> Plain(HttpClient http, string url) => (await Reply.Of(http, HttpMethod.Get, url)).Text;

    /// <summary>The body, compressed on the way.</summary>
    public static async Task<string> Compressed(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url, ("Accept-Encoding", "gzip"));
        if (!reply.Headers.Contains("Content-Encoding: gzip", StringComparison.Ordinal)) return reply.Text;
        using var gzip = new GZipStream(new MemoryStream(reply.Body), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The body in two ranges.</summary>
    public static async Task<string> InRanges(HttpClient http, string url)
    {
        var plain = await Reply.Of(http, HttpMethod.Get, url);
        var middle = plain.Body.Length / 2;
        var first = await Reply.Of(http, HttpMethod.Get, url, ("Range", $"bytes=0-{middle - 1}"));
        var second = await Reply.Of(http, HttpMethod.Get, url, ("Range", $"bytes={middle}-"));
        if ((first.Status, second.Status) != (206, 206)) return plain.Text;
        return new Reply(200, "", [.. first.Body, .. second.Body]).Text;
    }

    /// <summary>The body that a cache has after it asked whether the body changed.</summary>
    public static async Task<string> Conditional(HttpClient http, string url)
    {
        var first = await Reply.Of(http, HttpMethod.Get, url);
        var tag = first.Headers.Split('\n').FirstOrDefault(line => line.StartsWith("ETag: ", StringComparison.Ordinal));
        if (tag is null) return first.Text;
        var second = await Reply.Of(http, HttpMethod.Get, url, ("If-None-Match", tag["ETag: ".Length..]));
        return second.Status == 304 ? first.Text : second.Text;
    }
}
