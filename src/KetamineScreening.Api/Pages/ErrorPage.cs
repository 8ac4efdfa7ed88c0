using System.Net.Mime;
using System.Text;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Http.Security;
using Microsoft.Net.Http.Headers;

namespace KetamineScreening.Api.Pages;

/// <summary>Writes problems as a page with emergency numbers for people who follow a link, instead of JSON for programs.</summary>
internal sealed class ErrorPage(SiteContent site, EmbedOptions embed) : IProblemWriter
{
    private const string Name = "error";

    private readonly Template template = Template.Read(WebFiles.Root, $"{Template.Parts}{Name}.html");

    /// <summary>Whether a browser asks for a page. Programs and the widget ask for JSON, for anything, or for nothing.</summary>
    public bool CanWrite(HttpRequest request)
    {
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)) return false;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return false;
        return QualityOf(MediaTypeNames.Text.Html) > Math.Max(QualityOf(MediaTypeNames.Application.Json), QualityOf(Problems.ContentType));

        double QualityOf(string type) => accepted
            .Where(value => value.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(value => value.Quality ?? 1)
            .DefaultIfEmpty(0)
            .Max();
    }

    /// <inheritdoc />
    public Task Write(HttpContext context, string code, IReadOnlyList<ProblemError>? errors)
    {
        var (language, isChosen) = Language.OfPage(context.Request, site.Languages);
        var address = new PageAddress(Path: null, RootFrom(context.Request.Path), PageAddress.QueryOf(language, isChosen));
        var (kind, wording) = (KindOf(ProblemCode.Statuses[code]), site.WordingOf(Name, language, address));
        var page = template.Fill(key => key switch
        {
            "title" => wording.Text($"{kind}Title"),
            "detail" => wording.Text(kind),
            _ => site.ValueOf(key, wording),
        });
        var response = context.Response;
        response.StatusCode = ProblemCode.Statuses[code];
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = language;
        response.Headers.CacheControl = "no-store";
        SecurityHeaders.Put(context, PagePolicy.Of(Name, embed));
        return response.Body.WriteAsync(Encoding.UTF8.GetBytes(page), context.RequestAborted).AsTask();
    }

    // The way up from any address.
    private static string RootFrom(PathString path)
    {
        var depth = path.Value!.Count(sign => sign == '/') - 1;
        return depth <= 0 ? "./" : string.Concat(Enumerable.Repeat("../", depth));
    }

    // The texts of problems are for programs.
    private static string KindOf(int status) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status410Gone => "gone",
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => "busy",
        _ => "failed",
    };
}
