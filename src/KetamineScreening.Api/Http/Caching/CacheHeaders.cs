using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http.Caching;

/// <summary>Headers that tell clients and caches how long a public response is fresh, and in which language it is.</summary>
internal static class CacheHeaders
{
    private const string Short = "public, max-age=300";
    private const string OneDay = "public, max-age=86400";
    private const string Immutable = "public, max-age=31536000, immutable";

    /// <summary>Sets the headers of a response that may change: it is fresh for five minutes.</summary>
    /// <param name="response">The response.</param>
    /// <param name="language">Language of the body, where the address negotiates it.</param>
    public static void SetShort(HttpResponse response, string? language = null) => Set(response, Short, language);

    /// <summary>Sets the headers of a response that never changes but can be withdrawn: it is fresh for a day.</summary>
    /// <inheritdoc cref="SetShort" />
    public static void SetDay(HttpResponse response, string? language = null) => Set(response, OneDay, language);

    /// <summary>Sets the headers of a response that never changes at its address: it is fresh for a year.</summary>
    /// <inheritdoc cref="SetShort" />
    public static void SetImmutable(HttpResponse response, string? language = null) => Set(response, Immutable, language);

    /// <summary>Sets the headers of a response that a client may store, and must revalidate before each use.</summary>
    /// <inheritdoc cref="SetShort" />
    public static void SetRevalidate(HttpResponse response, string? language = null) => Set(response, "no-cache", language);

    /// <summary>Sets the header of a response that depends on more than its address: only the client may store it.</summary>
    public static void SetPrivate(HttpResponse response) => response.Headers.CacheControl = "private, max-age=300";

    private static void Set(HttpResponse response, string cacheControl, string? language)
    {
        response.Headers.CacheControl = cacheControl;
        if (language is null) return;
        response.Headers.ContentLanguage = language;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
    }
}
