using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>A scored response: the common input of both operations.</summary>
/// <param name="Result">The result.</param>
/// <param name="Explained">The explained result, as in v1.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Form">The form of the version that was answered.</param>
/// <param name="Texts">Texts of this version.</param>
/// <param name="Warnings">Issues that did not prevent scoring.</param>
internal sealed record ScoredQuestionnaireResponse(
    ScreeningResult Result,
    ScreeningResponse Explained,
    string Status,
    ResponseForm Form,
    ResourceTexts Texts,
    IReadOnlyList<Issue> Warnings)
{
    /// <summary>Reads, validates and scores the body of a request, and offers it for counting when the person agrees.</summary>
    /// <returns>The scored response, or the error response when there is none.</returns>
    public static async Task<(ScoredQuestionnaireResponse? Scored, IResult? Refusal)> From(
        HttpContext context, RequestedQuestionnaire? requested, FhirServices fhir)
    {
        var outcomes = fhir.Outcomes;
        if (FhirFormat.OfBody(context.Request) is not { } format)
        {
            return (null, outcomes.Of(StatusCodes.Status415UnsupportedMediaType, new Issue(ProblemCode.UnsupportedMediaType)));
        }

        var issues = new List<Issue>();
        var errors = new List<ProblemError>();
        var (fits, body) = await BodyReader.ReadAsync(context.Request, Read, QuestionnaireResponseReader.Limit);
        if (!fits) return (null, outcomes.Of(StatusCodes.Status413PayloadTooLarge, new Issue(ProblemCode.BodyTooLarge)));

        if (body?.Published is { Retirement: { } retirement })
        {
            var current = fhir.Forms.Of(retirement.Successor.Questionnaire).Canonical;
            return (null, outcomes.Of(StatusCodes.Status410Gone, new Issue(ProblemCode.VersionRetired, Diagnostics: current)));
        }

        var country = CountryParameter.Read(context.Request, fhir.Help, errors);
        var key = IdempotencyKeyHeader.Read(context.Request, errors);
        issues.AddRange(errors.Select(OperationOutcomes.From));
        var hasErrors = issues.Any(issue => IssueCode.All[issue.Code].Severity == "error");
        if (hasErrors || body!.Sheet is not { } sheet) return (null, outcomes.Refusal(issues));

        var result = Scorer.Score(sheet);
        issues.AddRange(Differences(body, result, fhir.Wordings));
        if (body.Contribute) fhir.Contributions.Add(result, body.About, context.Connection.RemoteIpAddress, key);
        var texts = ResourceTexts.For(body.Published!, context.Request, fhir.Wordings, fhir.Help, country);
        var explained = ScreeningResponse.From(result, texts.Own.Wording, texts.Own.Help, body.Contribute);
        return (new ScoredQuestionnaireResponse(result, explained, body.Status, body.Form!, texts, issues), null);

        QuestionnaireResponseReader Read(ReadOnlySpan<byte> bytes)
        {
            if (format == ResourceFormat.Json) return QuestionnaireResponseReader.Read(bytes, requested, fhir, issues);
            if (FhirXmlReader.ToJson(bytes) is { } json) return QuestionnaireResponseReader.Read(json.Span, requested, fhir, issues);
            issues.Add(new Issue(IssueCode.MalformedXml));
            return null!;
        }
    }

    private static IEnumerable<Issue> Differences(QuestionnaireResponseReader body, ScreeningResult result, FhirTexts service)
    {
        if (body.Sent.Total is { } total && total.Value != result.Score) yield return new Issue(IssueCode.TotalDiffers, total.Path);

        // The form can have computed the band in any language, or shown the placeholder for an undetermined band.
        var labels = body.Published!.Wordings.Values
            .Select(wording => wording.Bands[result.Band.Code])
            .Concat(service.Languages.Select(language => service[language].SeeResult));
        if (body.Sent.Band is { } band && !labels.Contains(band.Value)) yield return new Issue(IssueCode.BandDiffers, band.Path);
    }
}
