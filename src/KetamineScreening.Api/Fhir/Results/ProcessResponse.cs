using System.Globalization;
using System.Text.Json;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>The SDC operation <c>$process-response</c>: scores a response and explains the result in an OperationOutcome.</summary>
internal sealed class ProcessResponse(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <summary>Route pattern of the operation at type level, below the prefix of the group.</summary>
    public const string TypePattern = "/Questionnaire/$process-response";

    /// <summary>Route pattern of the operation at instance level, below the prefix of the group.</summary>
    public const string InstancePattern = "/Questionnaire/{id}/$process-response";

    /// <summary>
    /// Block size of padded results, in bytes: the smallest multiple of 4 KiB that holds every possible result. A test adds up the
    /// longest texts that one person can get, for every country and the longest canonical base; the sum is about 40,700 bytes, in French.
    /// </summary>
    internal const int Block = 40 * 1024;

    /// <summary>The same for XML.</summary>
    internal const int XmlBlock = 48 * 1024;

    /// <inheritdoc />
    public override void Configure()
    {
        Post(TypePattern, InstancePattern);
        Group<FhirGroup>();
        Description(endpoint => endpoint.DisableHttpMetrics());
    }

    /// <inheritdoc />
    public override async Task<IResult> ExecuteAsync(CancellationToken ct)
    {
        RequestedQuestionnaire? requested = null;
        if (Route<string>("id", isRequired: false) is { } id)
        {
            requested = QuestionnaireId.Find(fhir.Catalog, id);
            if (requested is null) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var (scored, refusal) = await ScoredQuestionnaireResponse.From(HttpContext, requested, fhir);
        if (scored is null) return refusal!;
        return ResourceResult.Personal(
            HttpContext.Response, scored.Texts.Language, Block, XmlBlock, json => Write(json, scored, scored.Explain(), fhir));
    }

    /// <summary>Writes the result and the warnings as an OperationOutcome.</summary>
    internal static void Write(
        Utf8JsonWriter json, ScoredQuestionnaireResponse scored, ScreeningResponse explained, FhirServices fhir) =>
        fhir.Outcomes.Write(
            json, scored.Texts.Language, [.. Issues(explained, scored.Texts, fhir.LearningTexts), .. scored.Warnings]);

    private static IEnumerable<Issue> Issues(ScreeningResponse explained, LocalTexts texts, LearningTexts learning) =>
    [
        .. explained.Actions.Select(action => new Issue(
            IssueCode.ResultAction,
            Text: texts.HelpWording.Sentences(action.Title, action.Text),
            Diagnostics: $"{action.Code}: {action.Urgency} ({string.Join(", ", action.Flags)})")),
        new Issue(
            IssueCode.ResultBand,
            Text: texts.HelpWording.Sentences(explained.Band.Label, explained.Band.Summary),
            Diagnostics: explained.Band.Code),
        new Issue(IssueCode.ResultScore, Text: texts.Fhir.Score
            .Replace(FhirWording.Value, explained.Score.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace(FhirWording.Max, explained.Score.Max.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
        .. explained.Reasons.Select(reason => new Issue(IssueCode.ResultReason, Text: reason.Text, Diagnostics: reason.Code)),
        new Issue(IssueCode.ResultCompleteness, Text: explained.Completeness.Note),
        .. explained.Flags.Select(flag => new Issue(
            IssueCode.ResultFlag,
            Text: texts.HelpWording.Sentences(flag.Title, flag.Text),
            Diagnostics: $"{flag.Code}: {flag.Urgency}")),
        .. explained.NextSteps.Select(step => new Issue(
            IssueCode.ResultNextStep, Text: texts.HelpWording.Sentences(step.Title, step.Text), Diagnostics: step.Kind)),
        .. explained.Learn.Select(id =>
            new Issue(IssueCode.ResultLearn, Text: learning.Find(id)!.Wordings[texts.Language].Title, Diagnostics: id)),
        .. HelpLines.Emergency(texts).Select(block => new Issue(IssueCode.ResultEmergency, Text: block)),
        .. HelpLines.Of(texts).Select(line => new Issue(IssueCode.ResultHelp, Text: line)),
        new Issue(IssueCode.ResultDisclaimer, Text: explained.Disclaimer),
        new Issue(IssueCode.ResultValidation, Text: explained.ValidationNote, Diagnostics: explained.Validation),
        new Issue($"contribution-{explained.Contribution}"),
    ];
}
