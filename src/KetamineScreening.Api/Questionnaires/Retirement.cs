using System.Globalization;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Errors;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>The retirement of a version: it stays readable for ever, and is no longer scored or counted.</summary>
/// <param name="Since">Day of the retirement.</param>
/// <param name="Successor">The version that replaces it.</param>
internal sealed record Retirement(DateOnly Since, PublishedVersion Successor)
{
    /// <summary>The problem of a request to score the retired version.</summary>
    /// <param name="problems">Makes the problem.</param>
    /// <param name="root">Public path of the service.</param>
    public Problem Refuse(Problems problems, PathString root) => problems.Of(
        ProblemCode.VersionRetired,
        members: new ProblemMembers(CurrentVersion: $"{Successor.Version}", Current: root + Successor.Address));

    /// <summary>Value of the header <c>Deprecation</c> (RFC 9745).</summary>
    public string Deprecation { get; } =
        "@" + new DateTimeOffset(Since, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>Sets the headers of a response about one version of a questionnaire.</summary>
internal static class VersionHeaders
{
    /// <summary>
    /// Sets the canonical link and the caching. An active version is fresh for a year, or for five minutes in another language than the
    /// client prefers, because that language can be added. A retired version is fresh for five minutes and names its successor.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="published">The version.</param>
    /// <param name="language">Language of the body, where the address negotiates it.</param>
    public static void Set(HttpResponse response, PublishedVersion published, string? language = null)
    {
        var root = response.HttpContext.Request.PathBase;
        response.Headers.Link = published.CanonicalLink(root);
        if (published.Retirement is not { } retirement)
        {
            if (language is null || IsPreferred(response.HttpContext.Request, language)) CacheHeaders.SetImmutable(response, language);
            else CacheHeaders.SetShort(response, language);
            return;
        }

        CacheHeaders.SetShort(response, language);
        response.Headers["Deprecation"] = retirement.Deprecation;
        response.Headers.Append("Link", $"<{root}{retirement.Successor.Address}>; rel=\"successor-version\"");
    }

    private static bool IsPreferred(HttpRequest request, string language)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var ranges) || ranges.Count == 0) return true;
        var first = ranges.MaxBy(range => range.Quality ?? 1)!.Value.ToString();
        return first == "*" || LanguageMatch.Closest(first, [language]) is (not null, false);
    }
}
