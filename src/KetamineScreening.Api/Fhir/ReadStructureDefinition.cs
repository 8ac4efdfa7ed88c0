using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Serves the definition of our extension.</summary>
public sealed class ReadStructureDefinition : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/StructureDefinition/{id}", Methods.GetAndHead, Handle);

    private static IResult Handle(string id, HttpResponse response, [FromServices] CanonicalBase canonical, [FromServices] Outcomes outcomes)
    {
        if (id != ContributeExtension.Id) return outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        return ContributeExtension.Write(canonical).Serve(response);
    }
}
