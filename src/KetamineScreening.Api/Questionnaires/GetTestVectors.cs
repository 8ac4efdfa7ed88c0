using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves answers with the results they must give.</summary>
public sealed class GetTestVectors : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/questionnaires/{id}/{version}/test-vectors", Methods.GetAndHead, Handle)
        .WithName(nameof(GetTestVectors))
        .WithSummary("Get test vectors of a version")
        .WithDescription("Answers with the results they must give, for whoever scores outside this service, for example in a browser without a connection.")
        .WithTags(Tags.Questionnaires)
        .WithMetadata(DocumentedParameter.IfNoneMatch, DocumentedHeader.ETag)
        .Produces<TestVectors>()
        .Produces(StatusCodes.Status304NotModified)
        .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests);

    private static IResult Handle(string id, string version, HttpResponse response, [FromServices] QuestionnaireCatalog catalog, [FromServices] Problems problems)
    {
        if (catalog.Find(id) is not { } instrument) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (instrument.Find(version) is not { } published) return problems.Of(ProblemCode.UnknownVersion);
        return published.TestVectors.Serve(response, forever: true);
    }
}
