using FastEndpoints;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Results;

/// <summary>The operation <c>$score</c>: returns the result as Parameters, with the response completed by total and band.</summary>
internal sealed class ScoreQuestionnaireResponse(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <summary>Route pattern below the prefix of the group.</summary>
    public const string Pattern = "/Questionnaire/{id}/$score";

    /// <summary>
    /// Length to which XML is padded, in bytes: the smallest multiple of 4 KiB that holds every possible result. A test adds up the
    /// longest texts that one person can get, for every country and the longest canonical base.
    /// </summary>
    internal const int XmlBlock = 64 * 1024;

    /// <inheritdoc />
    public override void Configure()
    {
        Post(Pattern);
        Group<FhirGroup>();
        Description(endpoint => endpoint.DisableHttpMetrics());
    }

    /// <inheritdoc />
    public override async Task<IResult> ExecuteAsync(CancellationToken ct)
    {
        if (QuestionnaireId.Find(fhir.Catalog, Route<string>("id")!) is not { } requested)
        {
            return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var (scored, refusal) = await ScoredQuestionnaireResponse.From(HttpContext, requested, fhir);
        if (scored is null) return refusal!;
        var (texts, fragments) = (scored.Texts, scored.Form.Fragments(scored.Texts));
        return ResourceResult.Personal(
            HttpContext.Response, texts.Language, fragments.PaddedLength(texts), XmlBlock, fragments.Of(scored));
    }
}
