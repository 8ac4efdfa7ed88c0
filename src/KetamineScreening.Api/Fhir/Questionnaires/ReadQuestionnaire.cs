using KetamineScreening.Api.Http.Errors;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;

namespace KetamineScreening.Api.Fhir.Questionnaires;

/// <summary>Serves a questionnaire as a Questionnaire resource, in the current version or the version in the id.</summary>
internal sealed class ReadQuestionnaire(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <inheritdoc />
    public override void Configure()
    {
        Get("/Questionnaire/{id}");
        Group<FhirGroup>();
    }

    /// <inheritdoc />
    public override Task<IResult> ExecuteAsync(CancellationToken ct) => Task.FromResult(Respond(Route<string>("id")!));

    private IResult Respond(string id)
    {
        if (QuestionnaireId.Find(fhir.Catalog, id) is not { } found)
        {
            return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var issues = new List<Issue>();
        var rendering = Rendering.Read(HttpContext.Request, fhir.Help, issues);
        if (issues.Count > 0) return fhir.Outcomes.Refusal(issues);

        var texts = ResourceTexts.For(found.Published, HttpContext.Request, fhir.Wordings, fhir.Help, rendering.Country);
        return QuestionnaireResource.Write(id, found.Published, texts, fhir.Canonical, rendering.Weights)
            .Serve(HttpContext.Response, texts.Own.Language);
    }
}
