namespace KetamineScreening.Api.Fhir;

/// <summary>What every endpoint that speaks FHIR needs when it is put at its address.</summary>
internal static class FhirRoutes
{
    /// <summary>The routes below <c>/fhir</c>.</summary>
    /// <remarks>
    /// They are left out of the OpenAPI description: <c>/fhir/metadata</c> describes them in the terms of FHIR, and a schema
    /// of R4 here would be a second and worse copy of the one that HL7 publishes.
    /// </remarks>
    public static IEndpointRouteBuilder MapFhir(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/fhir");
        group.AddEndpointFilter(FhirFormat.Negotiate);
        group.ExcludeFromDescription();
        return group;
    }
}
