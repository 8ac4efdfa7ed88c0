using System.Globalization;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>The operation of SDC that takes a response: the result comes back in words, as the issues of an OperationOutcome.</summary>
public sealed class ProcessResponse : IEndpoint
{
    private const string OfAny = "/Questionnaire/$process-response";
    private const string OfOne = "/Questionnaire/{id}/$process-response";

    // A result with all there is to say, padded: a test holds that one is enough.
    private const int Block = 32 * 1024;

    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.RefuseAllButPost(OfAny).MapPost(OfAny, (HttpContext context, [FromServices] FhirServices fhir) => Answer(context, null, fhir));
        routes.RefuseAllButPost(OfOne).MapPost(OfOne, Handle);
    }

    private static async Task<IResult> Handle(string id, HttpContext context, [FromServices] FhirServices fhir)
    {
        if (QuestionnaireId.Find(fhir.Catalog, id) is not { } addressed) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return await Answer(context, addressed, fhir);
    }

    private static async Task<IResult> Answer(HttpContext context, Addressed? addressed, FhirServices fhir)
    {
        var (scored, refusal) = await ScoredResponse.From(context, addressed, fhir);
        if (scored is null) return refusal!;
        var language = scored.Texts.Own.Language;
        return ResourceResult.Once(context.Response, language, Block, json => fhir.Outcomes.Write(json, language, [.. InWords(scored), .. scored.Warnings]));
    }

    private static IEnumerable<Issue> InWords(ScoredResponse scored)
    {
        var (explained, fhir) = (scored.Explained, scored.Texts.Own.Fhir);
        return
        [
            new Issue(IssueCode.ResultBand, Text: $"{explained.Band.Label}. {explained.Band.Summary}", Diagnostics: explained.Band.Code),
            new Issue(IssueCode.ResultScore, Text: fhir.Score
                .Replace(FhirWording.Value, explained.Score.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace(FhirWording.Max, explained.Score.Max.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
            .. explained.Reasons.Select(reason => new Issue(IssueCode.ResultReason, Text: reason.Text, Diagnostics: reason.Code)),
            new Issue(IssueCode.ResultCompleteness, Text: explained.Completeness.Note),
            .. explained.Flags.Select(flag => new Issue(IssueCode.ResultFlag, Text: flag.Text, Diagnostics: $"{flag.Code}: {flag.Urgency}")),
            .. explained.NextSteps.Select(step => new Issue(IssueCode.ResultNextStep, Text: step.Text, Diagnostics: step.Kind)),
            new Issue(IssueCode.ResultEmergency, Text: explained.Emergency.Text),
            .. HelpLines.Of(scored.Texts.Own).Select(line => new Issue(IssueCode.ResultHelp, Text: line)),
            new Issue(IssueCode.ResultDisclaimer, Text: explained.Disclaimer),
            new Issue(IssueCode.ResultValidation, Text: explained.ValidationNote, Diagnostics: explained.Validation),
            new Issue($"contribution-{explained.Contribution}"),
        ];
    }
}
