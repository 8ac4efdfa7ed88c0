using KetamineScreening.Api.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Http;

/// <summary>Which pages of other origins may call the API: by default all, and never with credentials, since there are none.</summary>
public static class Cors
{
    private static readonly string[] Exposed =
        [HeaderNames.ETag, HeaderNames.Link, HeaderNames.ContentLanguage, HeaderNames.RetryAfter, "RateLimit", "RateLimit-Policy"];

    /// <summary>Allows the origins of the settings.</summary>
    public static void Allow(CorsPolicyBuilder policy, Settings settings)
    {
        if (settings.CorsOrigins.Contains("*")) policy.AllowAnyOrigin();
        else policy.WithOrigins([.. settings.CorsOrigins]);
        policy
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(TimeSpan.FromDays(1));
    }
}
