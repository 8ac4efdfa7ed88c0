using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Negotiates the language of a response.</summary>
internal static class Language
{
    /// <summary>The language that every text is written in first, and the fallback.</summary>
    public const string Source = ContentFiles.SourceLanguage;

    /// <summary>Name of the query parameter of pages that takes precedence over <c>Accept-Language</c>.</summary>
    public const string Parameter = "lang";

    private const string Any = "*";

    // The longest tag that a link of a page has; RFC 5646 (4.4.1) recommends to support this length.
    private const int LongestTag = 35;

    /// <summary>
    /// Chooses a language: ranges by descending quality, each by the lookup algorithm of RFC 4647 and then by the table of
    /// <see cref="LanguageMatch"/>. A language in another script of the same language comes after all ranges, before the fallback.
    /// </summary>
    /// <param name="acceptLanguage">
    /// Values of <c>Accept-Language</c>. An invalid header is ignored. Quality 0 excludes a language; <c>*</c> is <see cref="Source"/>.
    /// </param>
    /// <param name="available">BCP 47 tags of the available languages.</param>
    /// <returns>
    /// One of <paramref name="available"/>; <see cref="Source"/> when no range matches, even if the header excludes it, because a response
    /// in another language than wanted is better than none (RFC 9110, section 12.5.4).
    /// </returns>
    public static string Negotiate(StringValues acceptLanguage, IReadOnlyList<string> available)
    {
        if (available.Count <= 1 || StringValues.IsNullOrEmpty(acceptLanguage)) return Source;
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var ranges)) return Source;
        // Once for each excluded range, so that a long header takes no longer than a request of its size may.
        var excluded = ranges.Where(range => range.Quality is 0).Select(range => range.Value.ToString()).ToList();
        var allowed = excluded.Count == 0 ? available : LanguageMatch.Without(excluded, available);
        string? otherScript = null;
        foreach (var range in ranges.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1))
        {
            if (range.Value == Any) return Source;
            var (match, isOtherScript) = LanguageMatch.Closest(range.Value.ToString(), allowed);
            if (match is null) continue;
            if (!isOtherScript) return match;
            otherScript ??= match;
        }

        return otherScript ?? Source;
    }

    /// <summary>Chooses the language of a page: the one that its address names (<c>?lang=de</c>), else that of the header.</summary>
    /// <param name="request">The request.</param>
    /// <param name="available">BCP 47 tags of the available languages.</param>
    /// <returns>The language, and whether the address names it, so that links have to keep it.</returns>
    public static (string Language, bool IsChosen) OfPage(HttpRequest request, IReadOnlyList<string> available)
    {
        if (available.Count > 1 && request.Query.TryGetValue(Parameter, out var values) && values is [{ Length: <= LongestTag } wanted]
            && LanguageMatch.Closest(wanted, available).Match is { } chosen)
        {
            return (chosen, true);
        }

        return (Negotiate(request.Headers.AcceptLanguage, available), false);
    }
}
