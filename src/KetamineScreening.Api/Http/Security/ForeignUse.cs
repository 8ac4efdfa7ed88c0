namespace KetamineScreening.Api.Http.Security;

/// <summary>Marks the files that pages of other origins may load: the widget, its frame and its texts.</summary>
internal sealed class ForeignUse
{
    private static readonly ForeignUse Mark = new();

    /// <summary>Allows every origin to load an endpoint, independently of <c>Cors:Origins</c>: browsers load modules with CORS.</summary>
    public static void Allow(IEndpointConventionBuilder endpoint) =>
        endpoint.WithMetadata(Mark).RequireCors(policy => policy.AllowAnyOrigin());
}
