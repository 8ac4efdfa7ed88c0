namespace KetamineScreening.Api.Http;

/// <summary>Marks what pages of other origins may load: the widget, its frame and its texts. They are the same for everybody and hold nothing of anybody.</summary>
internal sealed class ForeignUse
{
    private static readonly ForeignUse Mark = new();

    /// <summary>Marks an endpoint, whatever <c>Cors:Origins</c> says about the API: a module is only loaded where this is allowed.</summary>
    public static void Allow(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(Mark).RequireCors(policy => policy.AllowAnyOrigin());
}
