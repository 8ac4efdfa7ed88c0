using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>A resource that the service serves under a canonical URL.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Id in search results and in the package.</param>
/// <param name="PinnedId">Permanent id of this version.</param>
/// <param name="Url">Canonical URL, without the version.</param>
/// <param name="Version">Business version.</param>
/// <param name="Status">Publication status.</param>
/// <param name="Languages">Languages of the texts; empty when the resource declares no language.</param>
/// <param name="Write">Writes the resource with one of its ids, in one of its languages.</param>
internal sealed record ServedDefinition(
    string Type,
    string Id,
    string PinnedId,
    string Url,
    string Version,
    string Status,
    IReadOnlyList<string> Languages,
    Func<string, string, JsonObject> Write);
