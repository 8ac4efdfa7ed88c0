using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves one version of a questionnaire, for ever.</summary>
public sealed class GetQuestionnaireVersion : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/questionnaires/{id}/{version}", Methods.GetAndHead, Handle)
        .WithName(nameof(GetQuestionnaireVersion))
        .WithSummary("Get one version of a questionnaire")
        .WithDescription("The same as the current version, at an address that can be cached for ever: a published version never changes.")
        .WithTags(Tags.Questionnaires)
        .WithMetadata(DocumentedParameter.AcceptLanguage, DocumentedParameter.IfNoneMatch, DocumentedHeader.ContentLanguage, DocumentedHeader.ETag, DocumentedHeader.Link)
        .Produces<QuestionnaireDocument>()
        .Produces(StatusCodes.Status304NotModified)
        .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests);

    private static IResult Handle(string id, string version, HttpContext context, [FromServices] QuestionnaireCatalog catalog, [FromServices] Problems problems)
    {
        if (catalog.Find(id) is not { } instrument) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (instrument.Find(version) is not { } published) return problems.Of(ProblemCode.UnknownVersion);

        var language = Language.Negotiate(context.Request.Headers.AcceptLanguage, published.Languages);
        context.Response.Headers.Link = published.CanonicalLink;
        return published.Document(language).Serve(context.Response, forever: true, language);
    }
}
