using System.Globalization;
using System.Reflection;
using System.Text;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Pages;

/// <summary>Serves <c>/.well-known/security.txt</c> (RFC 9116): whom to tell about a weakness.</summary>
internal static class SecurityText
{
    // RFC 9116 recommends less than a year. A release that is older than that should be replaced anyway.
    private static readonly TimeSpan Validity = TimeSpan.FromDays(360);

    /// <summary>Maps the file. Without a contact of the operator there is none.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (owner, problems) = (services.GetRequiredService<OperatorOptions>(), services.GetRequiredService<Problems>());
        // English first, in which all guides are written.
        var languages = string.Join(
            ", ", services.GetRequiredService<SiteContent>().Languages.OrderByDescending(language => language == Language.Source));
        RequestDelegate serve = context => Serve(context, owner, languages, problems).ExecuteAsync(context);
        routes.MapMethods("/.well-known/security.txt", HttpVerbs.GetAndHead, serve).ExcludeFromDescription();
    }

    private static IResult Serve(HttpContext context, OperatorOptions owner, string languages, Problems problems)
    {
        if (owner.ContactUri is not { } contact) return problems.Of(ProblemCode.NotFound);
        var expires = Released().Add(Validity).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var lines = new StringBuilder().Append(null, $"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {languages}\n");
        // A policy has to have an address with https.
        var (host, root) = (context.Request.Host, context.Request.PathBase);
        if (context.Request.IsHttps) lines.Append(null, $"Policy: https://{host}{root}/contact#security\n");
        CacheHeaders.SetDay(context.Response);
        return Results.Text(lines.ToString(), "text/plain; charset=utf-8");
    }

    private static DateTime Released() => DateTime.ParseExact(
        typeof(SecurityText).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ReleaseDate").Value!,
        "yyyy-MM-dd",
        CultureInfo.InvariantCulture);
}
