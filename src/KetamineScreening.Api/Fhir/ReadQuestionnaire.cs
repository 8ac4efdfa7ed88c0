using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves a questionnaire as FHIR: the current version, or the one that the id names.</summary>
public sealed class ReadQuestionnaire : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGetAndHead("/Questionnaire/{id}", Handle);

    private static IResult Handle(
        string id, HttpContext context, QuestionnaireCatalog catalog, ServiceTexts service, HelpDirectory help, CanonicalBase canonical, Outcomes outcomes)
    {
        if (QuestionnaireId.Find(catalog, id) is not { } found) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));

        var issues = new List<Issue>();
        var rendering = Rendering.Read(context.Request, help, issues);
        if (issues.Count > 0) return outcomes.Refusal(issues);

        var texts = Texts.For(found.Published, context.Request, service, help, rendering.Country);
        return QuestionnaireResource.Write(id, found.Published, texts, canonical, rendering.Weights).Serve(context.Response, texts.Own.Language);
    }
}
