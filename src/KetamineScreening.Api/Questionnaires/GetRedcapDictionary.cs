using KetamineScreening.Api.Http;
using KetamineScreening.Api.OpenApi;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>Serves an instrument as a REDCap data dictionary.</summary>
public sealed class GetRedcapDictionary : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/v1/questionnaires/{id}/{version}/redcap.csv", Methods.GetAndHead, Handle)
        .WithName(nameof(GetRedcapDictionary))
        .WithSummary("Get a REDCap data dictionary of a version")
        .WithDescription("For researchers who field the same questions themselves: items, options, branching and the score as a calculated field. Hyphens of ids and codes become underscores.")
        .WithTags(Tags.Questionnaires)
        .WithMetadata(DocumentedParameter.IfNoneMatch, DocumentedHeader.ETag, DocumentedHeader.ContentDisposition)
        .Produces<string>(contentType: "text/csv")
        .Produces(StatusCodes.Status304NotModified)
        .WithProblems(ProblemCode.UnknownQuestionnaire, ProblemCode.UnknownVersion, ProblemCode.TooManyRequests);

    private static IResult Handle(string id, string version, HttpResponse response, [FromServices] QuestionnaireCatalog catalog, [FromServices] Problems problems)
    {
        if (catalog.Find(id) is not { } instrument) return problems.Of(ProblemCode.UnknownQuestionnaire);
        if (instrument.Find(version) is not { } published) return problems.Of(ProblemCode.UnknownVersion);
        response.Headers.ContentDisposition = $"attachment; filename=\"{id}-{version}-redcap.csv\"";
        return published.RedcapDictionary.Serve(response, forever: true);
    }
}
