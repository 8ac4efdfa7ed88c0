using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Questionnaires;
using Microsoft.AspNetCore.StaticFiles;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The pages and the widget: every file below <c>wwwroot</c>, read once at start. The folder is next to the executable, so a
/// build, a published service and a test all serve the same files.
/// </summary>
internal static class WebFiles
{
    private static readonly FileExtensionContentTypeProvider MediaTypes = new();

    /// <summary>
    /// Maps every file to its path. HTML files lose their extension: <c>index.html</c> is at <c>/</c>, <c>embed/frame.html</c> at
    /// <c>/embed/frame</c>.
    /// </summary>
    public static void Map(IEndpointRouteBuilder routes, EmbedOptions embed)
    {
        var services = routes.ServiceProvider;
        var texts = services.GetRequiredService<InterfaceTexts>();
        var catalog = services.GetRequiredService<QuestionnaireCatalog>();
        var learningTexts = services.GetRequiredService<LearningTexts>();
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name == DataPage.File)
            {
                new DataPage(new Template(File.ReadAllText(path)), services).Map(routes, PagePolicy.Of(name, embed));
                continue;
            }

            Func<HttpContext, IResult> serve = name switch
            {
                StartPage.File => Localized(language => StartPage.Choices(language, texts, catalog)),
                LearnPage.File => Localized(language => LearnPage.Articles(language, learningTexts)),
                _ => new WebFile(() => File.ReadAllBytes(path), MediaTypeOf(name)).Serve,
            };
            var endpoint = routes
                .MapMethods(AddressOf(name), HttpVerbs.GetAndHead, context => serve(context).ExecuteAsync(context))
                .ExcludeFromDescription();
            if (name.EndsWith(".html", StringComparison.Ordinal)) endpoint.WithMetadata(PagePolicy.Of(name, embed));
            if (name.StartsWith("embed/", StringComparison.Ordinal)) ForeignUse.Allow(endpoint);

            Func<HttpContext, IResult> Localized(Func<string, string> part) =>
                new LocalizedPage(new Template(File.ReadAllText(path)), texts, part).Serve;
        }
    }

    private static string AddressOf(string name) => "/" + name switch
    {
        StartPage.File => "",
        _ when name.EndsWith(".html", StringComparison.Ordinal) => name[..^".html".Length],
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
