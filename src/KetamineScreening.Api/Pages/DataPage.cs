using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Help;
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

    // The page has several addresses, so these placeholders stay when the texts are filled in.
    private static readonly PageAddress AnyAddress = new("{{path}}", "{{root}}", "{{query}}");

    private readonly PublishedReleases published;
    private readonly QuestionnaireCatalog catalog;
    private readonly HelpDirectory help;
    private readonly SiteContent site;
    private readonly PageTexts texts;
    private readonly Dictionary<string, Template> templates;
    private DataPageCopies copies = new([]);

    /// <summary>Fills in the texts for every language, so that a missing text stops the start and not a request.</summary>
    public DataPage(Template template, IServiceProvider services)
    {
        published = services.GetRequiredService<PublishedReleases>();
        catalog = services.GetRequiredService<QuestionnaireCatalog>();
        help = services.GetRequiredService<HelpDirectory>();
        site = services.GetRequiredService<SiteContent>();
        texts = services.GetRequiredService<PageContent>()[Name];
        templates = texts.Languages.ToDictionary(
            language => language,
            language => new Template(template.Fill(key => Value(key, language))));
    }

    /// <summary>A path of the service as an address in the page.</summary>
    public static string AddressOf(string path) => AnyAddress.Root + path.TrimStart('/');

    /// <summary>The page of a release as an address in the page.</summary>
    public static string AddressOfRelease(string id) => AddressOf($"{Name}/{Uri.EscapeDataString(id)}") + AnyAddress.Query;

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
        var (language, isChosen) = Language.OfPage(context.Request, texts.Languages);
        var part = new DataPagePart(new DataPageWording(texts[language].Texts, language, catalog, help.WordingOf(language)));
        var releases = await published.AllAsync(context.RequestAborted);
        var id = context.Request.RouteValues["release"] as string;
        var address = new PageAddress(
            id is null ? Name : $"{Name}/{Uri.EscapeDataString(id)}", id is null ? "./" : "../", PageAddress.QueryOf(language, isChosen));
        CacheHeaders.SetRevalidate(context.Response, language);
        var result = releases is null
            ? Trouble(context, StatusCodes.Status503ServiceUnavailable, Page(language, address, part.Unavailable()))
            : Release(releases, id) switch
            {
                null when id is null => Copy("", () => part.None(releases)),
                null => Trouble(context, StatusCodes.Status404NotFound, Page(language, address, part.Unknown(releases))),
                { Row.IsWithdrawn: true } withdrawn =>
                    Trouble(context, StatusCodes.Status410Gone, Page(language, address, part.Withdrawn(withdrawn, releases))),
                var release => Copy(release.Id, () => part.Of(release, releases)),
            };
        await result.ExecuteAsync(context);

        IResult Copy(string name, Func<string> make)
        {
            if (copies.Releases != releases) copies = new DataPageCopies(releases!);
            var copy = copies.Get(language, $"{address.Root}{name}{address.Query}", () => Page(language, address, make()));
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

    private byte[] Page(string language, PageAddress address, string part)
    {
        var html = templates[language].Fill(key => key switch
        {
            "root" => address.Root,
            "path" => address.Path!,
            "query" => address.Query,
            _ => part
                .Replace(AnyAddress.Root, address.Root, StringComparison.Ordinal)
                .Replace(AnyAddress.Query, address.Query, StringComparison.Ordinal),
        });
        return Encoding.UTF8.GetBytes(html);
    }

    // The placeholder of the part stays too, because the releases change.
    private string Value(string key, string language) => key switch
    {
        // Unlike Plain, Default escapes the characters that end a script element.
        "texts" => JsonSerializer.Serialize(texts[language].Texts, InterfaceJson.Default.IReadOnlyDictionaryStringString),
        "part" => "{{part}}",
        _ => site.ValueOf(key, site.WordingOf(Name, language, AnyAddress)),
    };
}
