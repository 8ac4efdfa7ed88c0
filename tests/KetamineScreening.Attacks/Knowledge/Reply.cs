using System.Text;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A complete HTTP response except for its date.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">All headers except Date, sorted, one per line.</param>
/// <param name="Body">Response body.</param>
internal sealed record Reply(int Status, string Headers, byte[] Body)
{
    /// <summary>Whether both responses are identical byte by byte.</summary>
    public bool HasSameContent(Reply other) =>
        Status == other.Status && Headers == other.Headers && Body.AsSpan().SequenceEqual(other.Body);

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Sends a request without a body.</summary>
    public static Task<Reply> Of(HttpClient http, HttpMethod method, string url, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, url);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return Of(http, request);
    }

    /// <summary>Sends a request.</summary>
    public static async Task<Reply> Of(HttpClient http, HttpRequestMessage request)
    {
        using var sent = request;
        using var response = await http.SendAsync(sent);
        var lines = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Reply((int)response.StatusCode, string.Join('\n', lines), await response.Content.ReadAsByteArrayAsync());
    }
}
