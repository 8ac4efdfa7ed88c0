using KetamineScreening.Api.Http.Errors;
using System.Globalization;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>The SDC operation <c>$process-response</c>: scores a response and explains the result in an OperationOutcome.</summary>
internal sealed class ProcessResponse(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <summary>Route pattern of the operation at type level, below the prefix of the group.</summary>
    public const string TypePattern = "/Questionnaire/$process-response";

    /// <summary>Route pattern of the operation at instance level, below the prefix of the group.</summary>
    public const string InstancePattern = "/Questionnaire/{id}/$process-response";

    // Block size of padded results, in bytes. A test verifies that every possible result fits into one block.
    private const int Block = 32 * 1024;

    /// <inheritdoc />
    public override void Configure()
    {
        Post(TypePattern, InstancePattern);
        Group<FhirGroup>();
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
        var language = scored.Texts.Own.Language;
        return ResourceResult.Personal(
            HttpContext.Response, language, Block, json => fhir.Outcomes.Write(json, language, [.. Explain(scored), .. scored.Warnings]));
    }

    private static IEnumerable<Issue> Explain(ScoredQuestionnaireResponse scored)
    {
        var (explained, fhir) = (scored.Explained, scored.Texts.Own.Fhir);
        return
        [
            .. explained.Actions.Select(action => new Issue(
                IssueCode.ResultAction,
                Text: Joined(action.Title, action.Text),
                Diagnostics: $"{action.Code}: {action.Urgency} ({string.Join(", ", action.Flags)})")),
            new Issue(IssueCode.ResultBand, Text: $"{explained.Band.Label}. {explained.Band.Summary}", Diagnostics: explained.Band.Code),
            new Issue(IssueCode.ResultScore, Text: fhir.Score
                .Replace(FhirWording.Value, explained.Score.Value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace(FhirWording.Max, explained.Score.Max.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
            .. explained.Reasons.Select(reason => new Issue(IssueCode.ResultReason, Text: reason.Text, Diagnostics: reason.Code)),
            new Issue(IssueCode.ResultCompleteness, Text: explained.Completeness.Note),
            .. explained.Flags.Select(flag =>
                new Issue(IssueCode.ResultFlag, Text: Joined(flag.Title, flag.Text), Diagnostics: $"{flag.Code}: {flag.Urgency}")),
            .. explained.NextSteps.Select(step =>
                new Issue(IssueCode.ResultNextStep, Text: Joined(step.Title, step.Text), Diagnostics: step.Kind)),
            .. HelpLines.Emergency(scored.Texts.Own).Select(block => new Issue(IssueCode.ResultEmergency, Text: block)),
            .. HelpLines.Of(scored.Texts.Own).Select(line => new Issue(IssueCode.ResultHelp, Text: line)),
            new Issue(IssueCode.ResultDisclaimer, Text: explained.Disclaimer),
            new Issue(IssueCode.ResultValidation, Text: explained.ValidationNote, Diagnostics: explained.Validation),
            new Issue($"contribution-{explained.Contribution}"),
        ];
    }

    private static string Joined(string title, string text) => $"{HelpLines.Sentence(title)} {text}";
}
