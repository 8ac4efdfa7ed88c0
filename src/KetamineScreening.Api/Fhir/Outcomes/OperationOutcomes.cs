using System.Text.Json;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>Writes OperationOutcomes. Below <c>/fhir</c> they replace every problem, including those of middleware.</summary>
internal sealed class OperationOutcomes(FhirTexts texts, CanonicalBase canonical) : IProblemWriter
{
    /// <summary>Length to which errors about answers are padded, in bytes. It holds as many of them as a response lists.</summary>
    internal const int ErrorsBlock = 64 * 1024;

    /// <inheritdoc />
    public bool CanWrite(HttpRequest request) => request.Path.StartsWithSegments(FhirGroup.Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Issues as the outcome of an endpoint.</summary>
    public IResult Of(int status, params IReadOnlyList<Issue> issues) => new Outcome(this, status, issues);

    /// <summary>The errors of a request as the outcome of an endpoint: 400 when its structure is wrong, else 422.</summary>
    /// <param name="issues">The errors.</param>
    /// <param name="isPadded">Whether to pad it like a result, because the errors follow from the answers of a person.</param>
    public IResult Refusal(IReadOnlyList<Issue> issues, bool isPadded = false) => new Outcome(
        this,
        IsAboutStructure(issues) ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity,
        issues,
        isPadded);

    // A list of limited length also knows the errors that it has no room for.
    private static bool IsAboutStructure(IReadOnlyList<Issue> issues) =>
        issues is IssueList list ? list.HasStructureErrors : issues.Any(issue => IssueCode.All[issue.Code].IsForm);

    /// <summary>Writes a response with an OperationOutcome.</summary>
    public Task Write(HttpContext context, int status, IReadOnlyList<Issue> issues, bool isPadded = false)
    {
        var language = Language.Negotiate(ResourceTexts.Wanted(context.Request), texts.Languages);
        var format = FhirFormat.Of(context.Request) ?? ResourceFormat.Json;
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.ContentLanguage = language;
        var body = format.FromJson(FhirJson.Bytes(json => Write(json, language, issues)));
        if (isPadded)
        {
            response.Headers.CacheControl = PaddedResult.CacheControl;
            return new PaddedResult(body, format.ContentType, ErrorsBlock).ExecuteAsync(context);
        }

        response.ContentType = format.ContentType;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Writes a problem of code that FHIR shares with v1 as an OperationOutcome.</summary>
    public Task Write(HttpContext context, string problem, IReadOnlyList<ProblemError>? errors)
    {
        var code = IssueCode.All.ContainsKey(problem) ? problem : ProblemCode.InternalError;
        return Write(context, ProblemCode.Statuses[problem], errors is null ? [new Issue(code)] : [.. errors.Select(From)]);
    }

    /// <summary>Converts the error of a header or parameter to an issue.</summary>
    public static Issue From(ProblemError error) => new(error.Code, Location: $"http.{error.Parameter ?? error.Header}");

    /// <summary>Writes an OperationOutcome.</summary>
    public void Write(Utf8JsonWriter json, string language, IReadOnlyList<Issue> issues)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "OperationOutcome");
        json.WriteString("language", language);
        json.WriteStartArray("issue");
        foreach (var issue in issues) Write(json, issue, texts[language]);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Issue issue, FhirWording wording)
    {
        var kind = IssueCode.All[issue.Code];
        json.WriteStartObject();
        json.WriteString("severity", kind.Severity);
        json.WriteString("code", kind.Type);
        json.WriteStartObject("details");
        json.WriteStartArray("coding");
        json.WriteCoding(null, canonical.Issues, issue.Code, null);
        json.WriteEndArray();
        json.WriteString("text", issue.Text ?? wording.Issues[issue.Code]);
        json.WriteEndObject();
        if (issue.Diagnostics is not null) json.WriteString("diagnostics", issue.Diagnostics);
        WriteSingle("location", issue.Location);
        WriteSingle("expression", issue.Expression);
        json.WriteEndObject();

        void WriteSingle(string name, string? value)
        {
            if (value is null) return;
            json.WriteStartArray(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }
    }

    private sealed class Outcome(OperationOutcomes outcomes, int status, IReadOnlyList<Issue> issues, bool isPadded = false) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => outcomes.Write(httpContext, status, issues, isPadded);
    }
}
