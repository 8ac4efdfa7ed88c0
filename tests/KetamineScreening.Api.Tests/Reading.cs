using System.IO.Compression;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests;

/// <summary>Reads and checks HTTP responses.</summary>
public static class Reading
{
    /// <summary>The body as text.</summary>
    public static Task<string> Text(this HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The body as bytes, which are compressed if the response has a <c>Content-Encoding</c>.</summary>
    public static Task<byte[]> Bytes(this HttpResponseMessage response) =>
        response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    /// <summary>The body as bytes without its <c>Content-Encoding</c>, which is <c>br</c> or <c>gzip</c>.</summary>
    public static async Task<byte[]> Decompressed(this HttpResponseMessage response)
    {
        using var source = new MemoryStream(await response.Bytes());
        await using Stream stream = response.Header("Content-Encoding") == "br"
            ? new BrotliStream(source, CompressionMode.Decompress)
            : new GZipStream(source, CompressionMode.Decompress);
        using var result = new MemoryStream();
        await stream.CopyToAsync(result, TestContext.Current.CancellationToken);
        return result.ToArray();
    }

    /// <summary>The body as JSON.</summary>
    public static async Task<JsonNode> Json(this HttpResponseMessage response) => JsonNode.Parse(await response.Text())!;

    /// <summary>Asserts that the body is a complete problem with this status and code, and returns it.</summary>
    public static async Task<JsonNode> Problem(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Text();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(code, (string?)problem["code"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.Equal($"urn:ketamine-screening:problem:{code}", (string?)problem["type"]);
        Assert.All(["title", "detail"], text => Assert.NotEmpty((string)problem[text]!));
        return problem;
    }

    /// <summary>The errors of a problem as <c>code place</c>, in ordinal order; asserts that each has a message.</summary>
    public static IEnumerable<string> Errors(this JsonNode problem)
    {
        var errors = problem["errors"]!.AsArray();
        Assert.All(errors, error => Assert.NotEmpty((string)error!["message"]!));
        return errors
            .Select(error => $"{error!["code"]} {error["pointer"] ?? error["parameter"] ?? error["header"]}")
            .Order(StringComparer.Ordinal);
    }

    /// <summary>A response or content header, several values joined by commas; null if the header is missing.</summary>
    public static string? Header(this HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
            ? string.Join(", ", values)
            : null;
}
