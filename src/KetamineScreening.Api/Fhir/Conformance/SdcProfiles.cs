namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>The profiles of Structured Data Capture that the resources of this service conform to.</summary>
internal static class SdcProfiles
{
    /// <summary>The implementation guide.</summary>
    public const string Guide = "http://hl7.org/fhir/uv/sdc/ImplementationGuide/hl7.fhir.uv.sdc";

    /// <summary>Profile of every CodeSystem.</summary>
    public const string CodeSystem = Prefix + "sdc-codesystem";

    /// <summary>Profile of the entries in the results of a search for Questionnaires.</summary>
    public const string Search = Prefix + "sdc-questionnaire-search";

    private const string Prefix = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";

    /// <summary>Profiles that every Questionnaire claims in <c>meta.profile</c>: the base, its rendering and its behaviour.</summary>
    public static IReadOnlyList<string> Questionnaire { get; } =
        [Prefix + "sdc-questionnaire", Prefix + "sdc-questionnaire-render", Prefix + "sdc-questionnaire-behave"];
}
