using System.Text.Json;
using KetamineScreening.Api.Http.Security;
using Microsoft.AspNetCore.Diagnostics;

namespace KetamineScreening.Api.Http.Errors;

/// <summary>Writes problems (RFC 9457) in the language of the request, unless another writer is responsible for the request.</summary>
internal sealed class Problems(ServiceTexts texts, IEnumerable<IProblemWriter> writers)
{
    /// <summary>Media type of a problem.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>Most errors that a problem lists. If there are more, the last entry says so.</summary>
    public const int MostErrors = 100;

    /// <summary>Block size in bytes of a problem that lists errors about answers; it holds <see cref="MostErrors"/> of them.</summary>
    public const int ErrorsBlock = 32 * 1024;

    /// <summary>The problem of a code, as a result of an endpoint.</summary>
    public Problem Of(string code, IReadOnlyList<ProblemError>? errors = null, ProblemMembers? members = null) =>
        new(this, code, errors, members);

    /// <summary>The body of a problem.</summary>
    public ProblemDocument Document(
        string code, string language, IReadOnlyList<ProblemError>? errors = null, ProblemMembers? members = null)
    {
        var wording = texts[language].Problems[code];
        return new ProblemDocument(
            $"urn:ketamine-screening:problem:{code}",
            wording.Title,
            ProblemCode.Statuses[code],
            wording.Detail,
            code,
            errors,
            members?.Notice,
            members?.CurrentVersion,
            members?.Current);
    }

    /// <summary>Writes a problem as the response.</summary>
    public Task Write(HttpContext context, string code, IReadOnlyList<ProblemError>? errors = null, ProblemMembers? members = null)
    {
        foreach (var writer in writers)
        {
            if (writer.CanWrite(context.Request)) return writer.Write(context, code, errors);
        }

        // A response stays about as small as its request.
        if (errors?.Count > MostErrors) errors = [.. errors.Take(MostErrors - 1), new ProblemError(ErrorCode.MoreErrors, "")];
        var language = texts.Negotiate(context.Request);
        var worded = errors?.Select(error => error with { Message = texts[language].Errors[error.Code] }).ToList();
        var response = context.Response;
        response.StatusCode = ProblemCode.Statuses[code];
        response.Headers.ContentLanguage = language;
        var json = JsonSerializer.SerializeToUtf8Bytes(Document(code, language, worded, members), HttpJson.Plain.ProblemDocument);
        if (errors is not null && HttpMethods.IsPost(context.Request.Method))
        {
            // The errors follow from the answers, so their length would say something about the person.
            response.Headers.CacheControl = PaddedResult.CacheControl;
            return new PaddedResult(json, ContentType, ErrorsBlock).ExecuteAsync(context);
        }

        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }

    /// <summary>Turns error responses without a body, and unhandled exceptions, into problems.</summary>
    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Of(context).WriteFailureAsync(context),
            // A malformed request and a client that disconnects are not failures of the service, so they are not logged.
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException or OperationCanceledException,
        });
        // Instead of UseStatusCodePages, which allocates for every successful response too.
        app.Use(next => context =>
        {
            var served = next(context);
            return served.IsCompletedSuccessfully && context.Response.StatusCode < StatusCodes.Status400BadRequest
                ? served
                : WriteIfEmptyAsync(context, served);
        });
    }

    private static async Task WriteIfEmptyAsync(HttpContext context, Task served)
    {
        await served;
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < StatusCodes.Status400BadRequest) return;
        if (response.StatusCode is StatusCodes.Status412PreconditionFailed or StatusCodes.Status416RangeNotSatisfiable)
        {
            // The status says everything, so there is no problem. The endpoint has set the caching of its body, which does not apply.
            response.Headers.CacheControl = "no-store";
            return;
        }

        if (response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType)) return;
        await Of(context).Write(context, CodeOf(response.StatusCode));
    }

    private static Problems Of(HttpContext context) => context.RequestServices.GetRequiredService<Problems>();

    private async Task WriteFailureAsync(HttpContext context)
    {
        SecurityHeaders.Put(context);
        try
        {
            await Write(context, CodeOf(context.Features.Get<IExceptionHandlerFeature>()?.Error));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
    }

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => ProblemCode.NotFound,
        StatusCodes.Status405MethodNotAllowed => ProblemCode.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ProblemCode.BodyTooLarge,
        StatusCodes.Status415UnsupportedMediaType => ProblemCode.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => ProblemCode.TooManyRequests,
        < StatusCodes.Status500InternalServerError => ProblemCode.InvalidRequest,
        _ => ProblemCode.InternalError,
    };

    private static string CodeOf(Exception? failure) => failure switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ProblemCode.BodyTooLarge,
        BadHttpRequestException => ProblemCode.InvalidRequest,
        _ => ProblemCode.InternalError,
    };
}
