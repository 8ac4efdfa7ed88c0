using KetamineScreening.Api.Fhir.Conformance;

namespace KetamineScreening.Api.Fhir;

/// <summary>Composes canonical URLs from the configured base. They identify the resources permanently, wherever a copy is stored.</summary>
internal sealed class CanonicalBase(FhirOptions options)
{
    /// <summary>URL of the extension that states whether the person agrees that the response is counted.</summary>
    public string Contribute => field ??= Of("StructureDefinition", ContributeExtension.Id);

    /// <summary>URL of the extension with the age band and the gender of the person.</summary>
    public string About => field ??= Of("StructureDefinition", AboutExtension.Id);

    /// <summary>URL of the code system of issues.</summary>
    public string Issues => field ??= Of("CodeSystem", IssueCodeSystem.Id);

    /// <summary>The base itself, without a slash at the end.</summary>
    public string Address => options.CanonicalBase.TrimEnd('/');

    /// <summary>The canonical URL of a resource.</summary>
    public string Of(string type, string id) => $"{Address}/{type}/{id}";

    /// <summary>The canonical URL of a questionnaire, without a version.</summary>
    public string Questionnaire(string id) => Of("Questionnaire", id);
}
