using FastEndpoints;
using KetamineScreening.Api.Fhir.Formats;

namespace KetamineScreening.Api.Fhir;

/// <summary>The endpoints below <c>/fhir</c>.</summary>
/// <remarks>
/// They are not in the OpenAPI document: <c>/fhir/metadata</c> describes them, and HL7 publishes the schemas of FHIR R4.
/// </remarks>
internal sealed class FhirGroup : Group
{
    /// <summary>Prefix of the addresses.</summary>
    public const string Prefix = "/fhir";

    public FhirGroup() => Configure(Prefix, endpoint =>
    {
        endpoint.Description(route => route.ExcludeFromDescription());
        endpoint.PreProcessors(Order.Before, new FhirFormat());
    });
}
