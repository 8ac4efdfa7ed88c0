using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Fhir.Responses;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>A scored response: the common input of both operations.</summary>
/// <param name="Result">The result.</param>
/// <param name="IsContributed">Whether the person agreed that the response is counted, and the request may have it counted.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="Authored">When the response was written; null when it does not say.</param>
/// <param name="Form">The form of the version that was answered.</param>
/// <param name="Texts">Texts of this version.</param>
/// <param name="Warnings">Issues that did not prevent scoring.</param>
internal sealed record ScoredQuestionnaireResponse(
    ScreeningResult Result,
    bool IsContributed,
    string Status,
    string? Authored,
    ResponseForm Form,
    LocalTexts Texts,
    IReadOnlyList<Issue> Warnings)
{
    /// <summary>
    /// The most characters of a FHIRPath in a result, so that every result has the same length. A longer one is shortened to its
    /// resource; no form nests its items so deeply.
    /// </summary>
    internal const int LongestExpression = 80;

    /// <summary>The result explained as in v1.</summary>
    public ScreeningResponse Explain() => ScreeningResponse.From(Result, Texts.Wording, Texts.Help, IsContributed);

    /// <summary>Reads, validates and scores the body of a request, and offers it for counting when the person agrees.</summary>
    /// <returns>The scored response, or the error response when there is none.</returns>
    public static async Task<(ScoredQuestionnaireResponse? Scored, IResult? Refusal)> From(
        HttpContext context, RequestedQuestionnaire? requested, FhirServices fhir)
    {
        var (request, outcomes) = (context.Request, fhir.Outcomes);
        if (FhirFormat.OfBody(request) is not { } format)
        {
            return (null, outcomes.Of(StatusCodes.Status415UnsupportedMediaType, new Issue(ProblemCode.UnsupportedMediaType)));
        }

        var issues = new IssueList();
        var (fits, input) = await BodyReader.ReadAsync(
            request,
            bytes => OperationInput.HasTooManyElements(bytes) ? null : OperationInput.Read(bytes, format, requested, request, fhir, issues),
            OperationInput.Limit);
        if (!fits || input is null) return (null, outcomes.Of(StatusCodes.Status413PayloadTooLarge, new Issue(ProblemCode.BodyTooLarge)));

        var response = input.Response;
        if (response.Published is { Retirement: { } retirement })
        {
            var current = fhir.Forms.Of(retirement.Successor.Questionnaire).Canonical;
            return (null, outcomes.Of(StatusCodes.Status410Gone, new Issue(ProblemCode.VersionRetired, Diagnostics: current)));
        }

        var country = ReadCountry(input, request, fhir.Help, issues);
        var errors = new List<ProblemError>();
        var key = IdempotencyKeyHeader.Read(request, errors);
        foreach (var error in errors) issues.Add(OperationOutcomes.From(error));
        if (issues.HasErrors || response.Sheet is not { } sheet) return (null, outcomes.Refusal(issues, isPadded: true));

        var result = Scorer.Score(sheet);
        AddDifferences(response, result, fhir.Wordings, issues);
        var contribute = response.Contribute && fhir.Counted.Include(request);
        if (contribute) fhir.Contributions.Add(result, response.About, context.Connection.RemoteIpAddress, key);
        var texts = ResourceTexts.OwnFor(response.Published!, request, fhir.Wordings, fhir.Help, country);
        IReadOnlyList<Issue> warnings = issues.Count == 0 ? issues : Shortened(issues);
        return (new(result, contribute, response.Status, response.Authored, response.Form!, texts, warnings), null);
    }

    private static Issue[] Shortened(IssueList warnings) =>
    [
        .. warnings.Select(warning => warning.Expression is { Length: > LongestExpression } path
            ? warning with { Expression = path.Split('.')[0] }
            : warning),
    ];

    // The query parameter and the operation parameter must not differ.
    private static string? ReadCountry(OperationInput input, HttpRequest request, HelpDirectory help, IssueList issues)
    {
        var errors = new List<ProblemError>();
        var country = CountryParameter.Read(request, help, errors);
        foreach (var error in errors) issues.Add(OperationOutcomes.From(error));
        if (input.Country is not var (code, path)) return country;
        var named = code.ToUpperInvariant();
        if (!help.IsCountry(named) || (country ?? named) != named) issues.Add(new Issue(ErrorCode.InvalidCountry, path));
        return named;
    }

    private static void AddDifferences(QuestionnaireResponseReader response, ScreeningResult result, FhirTexts service, IssueList issues)
    {
        if (response.Sent.Total is { } total && total.Value != result.Score) issues.Add(new Issue(IssueCode.TotalDiffers, total.Path));

        // The form can have computed the band in any language, or shown the placeholder for an undetermined band.
        var labels = response.Published!.Wordings.Values
            .Select(wording => wording.Bands[result.Band.Code])
            .Concat(service.Languages.Select(language => service[language].SeeResult));
        if (response.Sent.Band is { } band && !labels.Contains(band.Value)) issues.Add(new Issue(IssueCode.BandDiffers, band.Path));
    }
}
