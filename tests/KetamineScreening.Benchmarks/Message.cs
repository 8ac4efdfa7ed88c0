using System.Text;

namespace KetamineScreening.Benchmarks;

/// <summary>An HTTP request.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Headers">Headers.</param>
/// <param name="Body">Body; null without one.</param>
internal sealed record Message(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body = null)
{
    /// <summary>Placeholder in a body for a text that no other request has.</summary>
    public const string Unique = "{unique}";

    /// <summary>Whether the body has the placeholder.</summary>
    public bool HasUnique => Body?.Contains(Unique, StringComparison.Ordinal) ?? false;

    /// <summary>The request with a text instead of the placeholder.</summary>
    public Message WithUnique(string text) => this with { Body = Body?.Replace(Unique, text, StringComparison.Ordinal) };

    /// <summary>The same request for <see cref="HttpClient"/>.</summary>
    public HttpRequestMessage ToHttp(Uri address)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(address, Path));
        if (Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
