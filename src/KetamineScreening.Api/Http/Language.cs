using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Negotiates the language of a response.</summary>
internal static class Language
{
    /// <summary>The language that every text is written in first, and the fallback.</summary>
    public const string Source = ContentFiles.SourceLanguage;

    /// <summary>
    /// Chooses a language by the lookup algorithm of RFC 4647: ranges by descending quality, each shortened from the end until it matches.
    /// </summary>
    /// <param name="acceptLanguage">Values of <c>Accept-Language</c>. An invalid header is ignored.</param>
    /// <param name="available">BCP 47 tags of the available languages.</param>
    /// <returns>One of <paramref name="available"/>; <see cref="Source"/> when no range matches.</returns>
    public static string Negotiate(StringValues acceptLanguage, IReadOnlyList<string> available)
    {
        if (available.Count == 1 || StringValues.IsNullOrEmpty(acceptLanguage)) return Source;
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var ranges)) return Source;
        foreach (var range in ranges.Where(range => range.Quality is not 0).OrderByDescending(range => range.Quality ?? 1))
        {
            for (var tag = range.Value.ToString(); tag.Length > 0; tag = tag[..Math.Max(0, tag.LastIndexOf('-'))])
            {
                foreach (var language in available)
                {
                    if (language.Equals(tag, StringComparison.OrdinalIgnoreCase)) return language;
                }
            }
        }

        return Source;
    }
}
