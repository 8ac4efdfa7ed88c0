using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Security;
using Microsoft.AspNetCore.StaticFiles;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The pages and the widget: every file below <c>wwwroot</c>, read once at start. The folder is next to the executable, so a
/// build, a published service and a test all serve the same files.
/// </summary>
internal static class WebFiles
{
    /// <summary>Media type of a script.</summary>
    public const string Script = "text/javascript; charset=utf-8";

    private const string Page = ".html";
    private const string Start = "index.html";
    private const string Demo = "embed/demo.html";

    private static readonly FileExtensionContentTypeProvider MediaTypes = new();

    /// <summary>Folder of the files.</summary>
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Registers the content of the pages, and the pages that say what is wrong.</summary>
    public static void Add(IServiceCollection services) => services.AddSingleton<SiteContent>().AddSingleton<IProblemWriter, ErrorPage>();

    /// <summary>
    /// Maps every file to its path. HTML files lose their extension: <c>index.html</c> is at <c>/</c>, <c>embed/frame.html</c> at
    /// <c>/embed/frame</c>. HTML files are templates, except for the demo of embedding.
    /// </summary>
    public static void Map(IEndpointRouteBuilder routes, EmbedOptions embed)
    {
        var services = routes.ServiceProvider;
        var (site, hasDocs) = (services.GetRequiredService<SiteContent>(), services.GetRequiredService<DocsOptions>().Enabled);
        var copied = new List<CopiedFile>(CopiedFiles.Data(services));
        foreach (var path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name.StartsWith(Template.Parts, StringComparison.Ordinal)) continue;
            if (name == DataPage.File)
            {
                new DataPage(Template.Read(Root, name, hasDocs), services).Map(routes, PagePolicy.Of(name, embed));
                continue;
            }

            var endpoint = routes
                .MapMethods(AddressOf(name), HttpVerbs.GetAndHead, ServerOf(name, path, site, hasDocs, copied))
                .ExcludeFromDescription()
                // One opening takes several files from memory, and many people can be behind one address.
                .DisableRateLimiting();
            if (name.EndsWith(Page, StringComparison.Ordinal)) endpoint.WithMetadata(PagePolicy.Of(name, embed));
            if (IsForOthers(name)) ForeignUse.Allow(endpoint);
        }

        new OfflineCopy(copied, services).Map(routes);
    }

    private static RequestDelegate ServerOf(string name, string path, SiteContent site, bool hasDocs, List<CopiedFile> copied)
    {
        if (name.EndsWith(Page, StringComparison.Ordinal) && name != Demo)
        {
            // The frame has the widget of the start page, and no texts of its own.
            var texts = IsForOthers(name) ? Start : name;
            var page = new LocalizedPage(Template.Read(Root, name, hasDocs), Path.GetFileNameWithoutExtension(texts), site);
            if (!IsForOthers(name)) copied.Add(new(AddressOf(name), () => site.Languages.Select(page.Content)));
            return context => page.Serve(context).ExecuteAsync(context);
        }

        if (CopiedFiles.Contains(name)) copied.Add(new(AddressOf(name), () => [File.ReadAllBytes(path)]));
        var file = new WebFile(() => File.ReadAllBytes(path), MediaTypeOf(name));
        return context => file.Serve(context).ExecuteAsync(context);
    }

    private static bool IsForOthers(string name) => name.StartsWith("embed/", StringComparison.Ordinal);

    private static string AddressOf(string name) => "/" + name switch
    {
        Start => "",
        _ when name.EndsWith(Page, StringComparison.Ordinal) => name[..^Page.Length],
        _ => name,
    };

    private static string MediaTypeOf(string name)
    {
        if (!MediaTypes.TryGetContentType(name, out var type))
        {
            throw new InvalidOperationException($"wwwroot/{name} has no known media type.");
        }

        return type.StartsWith("text/", StringComparison.Ordinal) || type == "image/svg+xml" ? type + "; charset=utf-8" : type;
    }
}
