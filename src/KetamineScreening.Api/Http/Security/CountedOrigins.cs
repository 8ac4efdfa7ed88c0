namespace KetamineScreening.Api.Http.Security;

/// <summary>Decides whose requests can add a screening to the totals.</summary>
/// <remarks>
/// With every origin allowed to call the API, any page could make the browsers of its visitors send screenings with consent that nobody
/// gave. A browser adds headers to each request that a page cannot change; requests without them come from programs, which count.
/// </remarks>
/// <param name="options">The origins that may call the API.</param>
internal sealed class CountedOrigins(CrossOriginOptions options)
{
    private const string Site = "Sec-Fetch-Site";

    /// <summary>Origins that the operator names, besides the service's own.</summary>
    public IReadOnlyList<string> Named { get; } = [.. options.Origins.Where(origin => origin != Origin.Any)];

    /// <summary>Whether a request comes from a program, from a page of the service itself, or from a page of a named origin.</summary>
    public bool Include(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (Named.Contains(origin)) return true;
        // Browsers send it to addresses with https and to localhost. It knows the public address of the service, also behind a proxy.
        var site = request.Headers[Site].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        return origin.Length == 0 || IsOwn(origin, request.Host);
    }

    // The scheme is left out, because a proxy in front may provide TLS.
    private static bool IsOwn(string origin, HostString own) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(own.Value, StringComparison.OrdinalIgnoreCase);
}
