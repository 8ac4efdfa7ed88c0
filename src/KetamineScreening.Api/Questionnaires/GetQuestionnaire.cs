using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves the current version of a questionnaire.</summary>
public sealed class GetQuestionnaire : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/questionnaires/{id}", Methods.GetAndHead, Handle)
        .WithName(nameof(GetQuestionnaire))
        .WithSummary("Get the current version of a questionnaire")
        .WithDescription("Everything that is needed to show, branch, score and explain the questionnaire. The link `canonical` names the version, which never changes.")
        .WithTags(Tags.Questionnaires)
        .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch, DocumentedHeader.ContentLanguage, DocumentedHeader.ETag, DocumentedHeader.Link)
        .Produces<QuestionnaireDocument>()
        .Produces(StatusCodes.Status304NotModified)
        .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.TooManyRequests);

    private static IResult Handle(string id, HttpContext context, [FromServices] QuestionnaireCatalog catalog, [FromServices] Problems problems)
    {
        if (catalog.Find(id)?.Current is not { } published) return problems.Of(ProblemCode.UnknownQuestionnaire);

        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, published.Languages);
        context.Response.Headers.Link = published.CanonicalLink;
        return published.Document(language).Serve(context.Response, forever: false, language);
    }
}
