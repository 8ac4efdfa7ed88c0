using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves the definition of our operation.</summary>
public sealed class ReadOperationDefinition : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/OperationDefinition/{id}", Methods.GetAndHead, Handle);

    private static IResult Handle(string id, HttpResponse response, [FromServices] CanonicalBase canonical, [FromServices] Outcomes outcomes)
    {
        if (id != ScoreOperation.Id) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return ScoreOperation.Write(canonical).Serve(response);
    }
}
