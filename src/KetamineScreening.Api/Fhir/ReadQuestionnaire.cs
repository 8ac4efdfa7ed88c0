using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves a questionnaire as FHIR: the current version, or the one that the id names.</summary>
public sealed class ReadQuestionnaire : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/Questionnaire/{id}", Methods.GetAndHead, Handle);

    private static IResult Handle(string id, HttpContext context, [FromServices] FhirServices fhir)
    {
        if (QuestionnaireId.Find(fhir.Catalog, id) is not { } found) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));

        var issues = new List<Issue>();
        var rendering = Rendering.Read(context.Request, fhir.Help, issues);
        if (issues.Count > 0) return fhir.Outcomes.Refusal(issues);

        var texts = Texts.For(found.Published, context.Request, fhir.Service, fhir.Help, rendering.Country);
        return QuestionnaireResource.Write(id, found.Published, texts, fhir.Canonical, rendering.Weights).Serve(context.Response, texts.Own.Language);
    }
}
