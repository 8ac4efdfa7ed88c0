using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves the definition of our operation.</summary>
public sealed class ReadOperationDefinition : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGetAndHead("/OperationDefinition/{id}", Handle);

    private static IResult Handle(string id, HttpResponse response, CanonicalBase canonical, Outcomes outcomes)
    {
        if (id != ScoreOperation.Id) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return ScoreOperation.Write(canonical).Serve(response);
    }
}
