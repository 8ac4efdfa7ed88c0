using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Http.Security;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>
/// The pages at <c>/data</c>, for the newest release, and <c>/data/RELEASE</c>. The HTML holds the lists of files and releases; scripts
/// add the pictures.
/// </summary>
internal sealed class DataPage
{
    /// <summary>Name of the template.</summary>
    public const string File = "data.html";

    private const string Name = "data";
    private const string MediaType = "text/html; charset=utf-8";
    private const string RetrySeconds = "60";

    // Placeholder of the way up from the address of the page, which begins every address of the service.
    private const string Root = "{{root}}";

    private readonly PublishedReleases published;
    private readonly QuestionnaireCatalog catalog;
    private readonly SiteContent site;
    private readonly PageTexts texts;
    private readonly Dictionary<string, Template> templates;
    private DataPageCopies copies = new([]);

    /// <summary>Fills in the texts for every language, so that a missing text stops the start and not a request.</summary>
    public DataPage(Template template, IServiceProvider services)
    {
        published = services.GetRequiredService<PublishedReleases>();
        catalog = services.GetRequiredService<QuestionnaireCatalog>();
        site = services.GetRequiredService<SiteContent>();
        texts = services.GetRequiredService<PageContent>()[Name];
        templates = texts.Languages.ToDictionary(
            language => language,
            language => new Template(template.Fill(key => Value(key, language))));
    }

    /// <summary>A path of the service as an address in the page.</summary>
    public static string AddressOf(string path) => Root + path.TrimStart('/');

    /// <summary>Maps the pages.</summary>
    public void Map(IEndpointRouteBuilder routes, PagePolicy policy)
    {
        foreach (var pattern in new[] { "/data", "/data/{release}" })
        {
            routes.MapMethods(pattern, HttpVerbs.GetAndHead, ServeAsync).ExcludeFromDescription().WithMetadata(policy);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, texts.Languages);
        var part = new DataPagePart(new DataPageWording(texts[language].Texts, language, catalog));
        var releases = await published.AllAsync(context.RequestAborted);
        var id = context.Request.RouteValues["release"] as string;
        var root = id is null ? "./" : "../";
        CacheHeaders.SetRevalidate(context.Response, language);
        var result = releases is null
            ? Trouble(context, StatusCodes.Status503ServiceUnavailable, Page(language, root, part.Unavailable()))
            : Release(releases, id) switch
            {
                null when id is null => Copy("", () => part.None(releases)),
                null => Trouble(context, StatusCodes.Status404NotFound, Page(language, root, part.Unknown(releases))),
                { Row.IsWithdrawn: true } withdrawn =>
                    Trouble(context, StatusCodes.Status410Gone, Page(language, root, part.Withdrawn(withdrawn, releases))),
                var release => Copy(release.Id, () => part.Of(release, releases)),
            };
        await result.ExecuteAsync(context);

        IResult Copy(string name, Func<string> make)
        {
            if (copies.Releases != releases) copies = new DataPageCopies(releases!);
            var copy = copies.Get(language, root + name, () => Page(language, root, make()));
            return copy.ToFile(copy.Negotiate(context));
        }
    }

    private static PublishedRelease? Release(IReadOnlyList<PublishedRelease> releases, string? id) => id is null
        ? releases.LastOrDefault(candidate => !candidate.Row.IsWithdrawn)
        : releases.FirstOrDefault(candidate => candidate.Id == id);

    private static IResult Trouble(HttpContext context, int status, byte[] page)
    {
        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = RetrySeconds;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(page, MediaType, status);
    }

    private byte[] Page(string language, string root, string part) =>
        Encoding.UTF8.GetBytes(templates[language].Fill(key => key == "root" ? root : part.Replace(Root, root, StringComparison.Ordinal)));

    // The placeholders of the part and of the way up stay, because the releases change and the page has two addresses.
    private string Value(string key, string language) => key switch
    {
        "language" => language,
        "direction" => texts[language].Direction,
        // Unlike Plain, Default escapes the characters that end a script element.
        "texts" => JsonSerializer.Serialize(texts[language].Texts, InterfaceJson.Default.IReadOnlyDictionaryStringString),
        "part" => "{{part}}",
        "root" => Root,
        _ => site.ValueOf(key, site.WordingOf(Name, language)),
    };
}
