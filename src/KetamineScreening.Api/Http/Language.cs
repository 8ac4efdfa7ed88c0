using KetamineScreening.Api.Configuration;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Negotiation of languages.</summary>
internal static class Language
{
    /// <summary>The language that every text is written in first, and the fallback.</summary>
    public const string Source = ContentFiles.SourceLanguage;

    /// <summary>Chooses a language by the lookup of RFC 4647: by quality, each range shortened from its end until it fits.</summary>
    /// <param name="acceptLanguage">Values of <c>Accept-Language</c>; what cannot be read is passed over.</param>
    /// <param name="available">Languages there are.</param>
    /// <returns>One of <paramref name="available"/>; <see cref="Source"/> when nothing fits.</returns>
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
