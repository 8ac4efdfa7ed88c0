namespace KetamineScreening.Api.Pages;

/// <summary>Settings of the section <c>Docs</c>.</summary>
internal sealed class DocsOptions
{
    /// <summary>Whether the guides and Swagger UI are served below <c>/docs</c>. The OpenAPI document is served in any case.</summary>
    public bool Enabled { get; set; } = true;
}
