using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Fhir.Conformance;

namespace KetamineScreening.Api.Fhir;

/// <summary>Where canonical addresses begin: they name our resources for ever, wherever a copy of them lies.</summary>
internal sealed class CanonicalBase(Settings settings)
{
    /// <summary>The extension of a response that says whether the person agrees to be counted.</summary>
    public string Contribute => field ??= Of("StructureDefinition", ContributeExtension.Id);

    /// <summary>The code system of what an issue is about.</summary>
    public string Issues => field ??= Of("CodeSystem", IssueCodeSystem.Id);

    /// <summary>The canonical address of a resource.</summary>
    public string Of(string type, string id) => $"{settings.FhirCanonicalBase}/{type}/{id}";

    /// <summary>The canonical address of a questionnaire, without its version.</summary>
    public string Questionnaire(string id) => Of("Questionnaire", id);
}
