using System.Text;
using System.Text.Encodings.Web;
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

    private const string MediaType = "text/html; charset=utf-8";
    private const string RetrySeconds = "60";

    private readonly PublishedReleases published;
    private readonly QuestionnaireCatalog catalog;
    private readonly DataPageTexts texts;
    private readonly Dictionary<string, Template> templates;

    /// <summary>Fills in the texts for every language, so that a missing text stops the start and not a request.</summary>
    public DataPage(Template template, IServiceProvider services)
    {
        published = services.GetRequiredService<PublishedReleases>();
        catalog = services.GetRequiredService<QuestionnaireCatalog>();
        texts = services.GetRequiredService<DataPageTexts>();
        templates = texts.Languages.ToDictionary(
            language => language,
            language => new Template(template.Fill(key => Value(key, language))));
    }

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
        var (status, html) = Part(part, releases, context.Request.RouteValues["release"] as string);
        var page = Encoding.UTF8.GetBytes(templates[language].Fill(_ => html));
        CacheHeaders.SetRevalidate(context.Response, language);
        if (status == StatusCodes.Status200OK)
        {
            var served = new ServedBytes(() => page, MediaType);
            await served.ToFile(served.Plain).ExecuteAsync(context);
            return;
        }

        if (status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = RetrySeconds;
        context.Response.Headers.CacheControl = "no-store";
        await Results.Text(page, MediaType, status).ExecuteAsync(context);
    }

    private static (int Status, string Html) Part(DataPagePart part, IReadOnlyList<PublishedRelease>? releases, string? id)
    {
        if (releases is null) return (StatusCodes.Status503ServiceUnavailable, part.Unavailable());
        var release = id is null
            ? releases.LastOrDefault(candidate => !candidate.Row.IsWithdrawn)
            : releases.FirstOrDefault(candidate => candidate.Id == id);
        return release switch
        {
            null when id is null => (StatusCodes.Status200OK, part.None(releases)),
            null => (StatusCodes.Status404NotFound, part.Unknown(releases)),
            { Row.IsWithdrawn: true } => (StatusCodes.Status410Gone, part.Withdrawn(release, releases)),
            _ => (StatusCodes.Status200OK, part.Of(release, releases)),
        };
    }

    // The placeholder of the part stays, because the releases change.
    private string Value(string key, string language) => key switch
    {
        "language" => language,
        "direction" => texts[language].Direction,
        // Unlike Plain, Default escapes the characters that end a script element.
        "texts" => JsonSerializer.Serialize(texts[language].Texts, InterfaceJson.Default.IReadOnlyDictionaryStringString),
        "part" => "{{part}}",
        _ => HtmlEncoder.Default.Encode(texts.Text(language, key)),
    };
}
