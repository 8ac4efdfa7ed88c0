using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Questionnaires;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>A resource that the service serves under a canonical URL.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Id">Id in search results and in the package.</param>
/// <param name="PinnedId">Permanent id of this version.</param>
/// <param name="Url">Canonical URL, without the version.</param>
/// <param name="Version">Business version.</param>
/// <param name="Languages">Languages of the texts; empty when the resource declares no language.</param>
/// <param name="Write">Writes the resource with one of its ids, in one of its languages, with the content that the client chose.</param>
internal sealed record ServedDefinition(
    string Type,
    string Id,
    string PinnedId,
    string Url,
    string Version,
    IReadOnlyList<string> Languages,
    Func<string, string, Rendering, JsonObject> Write);
