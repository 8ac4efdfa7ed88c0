using FastEndpoints;

namespace KetamineScreening.Api.Http;

/// <summary>How this service uses FastEndpoints: anonymous endpoints that read their requests themselves.</summary>
internal static class FastEndpointsConventions
{
    // The library always maps this diagnostic endpoint. It answers with type names and addresses.
    private const string DiagnosticPattern = "/_test_url_cache_";

    /// <summary>Maps every registered endpoint.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("");
        ((IEndpointConventionBuilder)group).Add(Adjust);
        // FastEndpoints runs this lambda once per process, so it must not capture anything of one host.
        group.MapFastEndpoints(config =>
        {
            config.Endpoints.ShortNames = true;
            config.Endpoints.Configurator = endpoint =>
            {
                endpoint.AllowAnonymous();
                endpoint.RequestBinder(typeof(EmptyRequestBinder<>));
            };
            // Otherwise FastEndpoints turns a JsonException of a handler into a 400 with a body of its own.
            config.Binding.JsonExceptionTransformer = null;
        });
    }

    private static void Adjust(EndpointBuilder builder)
    {
        if (builder is not RouteEndpointBuilder { RoutePattern.RawText: var pattern }) return;
        if (pattern == DiagnosticPattern) builder.Metadata.Add(new SuppressMatchingMetadata());
        var methods = builder.Metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods;
        if (methods is ["GET"]) builder.Metadata.Add(new HttpMethodMetadata(HttpVerbs.GetAndHead));
    }

    /// <summary>Binds nothing. The default binder needs a service resolver that is static and belongs to the last host started.</summary>
    private sealed class EmptyRequestBinder<TRequest> : IRequestBinder<TRequest>
        where TRequest : notnull
    {
        public ValueTask<TRequest> BindAsync(BinderContext ctx, CancellationToken ct) =>
            ValueTask.FromResult((TRequest)(object)EmptyRequest.Instance);
    }
}
