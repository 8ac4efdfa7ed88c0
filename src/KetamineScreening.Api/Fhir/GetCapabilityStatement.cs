using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Says what of FHIR there is.</summary>
public sealed class GetCapabilityStatement : IEndpoint
{
    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/metadata", Methods.GetAndHead, Handle);

    private static IResult Handle(HttpResponse response, [FromServices] CanonicalBase canonical) => CapabilityStatement.Write(canonical).Serve(response);
}
