using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;
using Microsoft.AspNetCore.Routing.Patterns;

namespace KetamineScreening.Api.Http;

/// <summary>The setting <c>PathBase</c>.</summary>
internal sealed class PathOptions : IValidatableObject
{
    /// <summary>Path that a proxy serves the service below, such as <c>/check</c>; empty for the root of the host.</summary>
    public string PathBase { get; set; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PathBase.Length == 0 || PublicPath.IsValid(PathBase)) yield break;
        var problem = $"is '{PathBase}'; it has to be a path such as '/check', without a slash at the end.";
        yield return new ValidationResult(problem, [nameof(PathBase)]);
    }
}

/// <summary>
/// Determines the path that people see before the addresses of the service, so that links, redirects and FHIR addresses have it.
/// </summary>
internal static partial class PublicPath
{
    /// <summary>
    /// Whether a text is a path of one or more segments. Responses repeat the path, so it has letters, digits and .-_~ only.
    /// </summary>
    public static bool IsValid(string path) => Segments().IsMatch(path);

    /// <summary>Adds the middleware, and routing after it.</summary>
    public static void Use(WebApplication app, PathOptions options, ProxyOptions proxies)
    {
        PathString path = options.PathBase;
        if (path.HasValue) app.Use(next => context => Serve(context, path, next));
        else if (proxies.Networks.Count > 0) app.Use(next => context => ServeForwarded(context, next));
        app.UseRouting();
    }

    /// <summary>Refuses a path that begins like an address of the service itself, because the two could not be told apart.</summary>
    /// <exception cref="SettingsException">The path begins like such an address.</exception>
    public static void RefuseOwnAddress(IEndpointRouteBuilder routes, PathOptions options)
    {
        var first = options.PathBase.Split('/').ElementAtOrDefault(1);
        var own = routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart] }, ..])
            .Select(endpoint => ((RoutePatternLiteralPart)endpoint.RoutePattern.PathSegments[0].Parts[0]).Content);
        if (first is null || !own.Contains(first, StringComparer.OrdinalIgnoreCase)) return;
        throw new SettingsException([$"PathBase is '{options.PathBase}', and the service has addresses of its own below '/{first}'."]);
    }

    // A proxy may pass the path on or remove it.
    private static Task Serve(HttpContext context, PathString path, RequestDelegate next)
    {
        var request = context.Request;
        request.PathBase = path;
        if (request.Path.StartsWithSegments(path, StringComparison.Ordinal, out var rest))
        {
            if (!rest.HasValue)
            {
                // Links of a page are relative, so its address has to end with a slash.
                context.Response.Redirect($"{path}/{request.QueryString}", permanent: true, preserveMethod: true);
                return Task.CompletedTask;
            }

            request.Path = rest;
        }

        return next(context);
    }

    // The middleware for forwarded headers accepts every text after a slash.
    private static Task ServeForwarded(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.PathBase.HasValue && !IsValid(request.PathBase.Value!)) request.PathBase = PathString.Empty;
        return next(context);
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+\z", RegexOptions.ExplicitCapture, PatternTimeout.Milliseconds)]
    private static partial Regex Segments();
}
