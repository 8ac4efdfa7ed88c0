namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Name and versions of this build for FHIR resources.</summary>
internal static class Software
{
    /// <summary>Name of the software, and publisher of the resources.</summary>
    public const string Name = "KetamineScreening";

    /// <summary>What the software is, in a few words.</summary>
    public const string Title = "Anonymous, non-diagnostic self-screening on ketamine use";

    /// <summary>Day on which the definitions in the code last changed: metadata, operation, extensions, issue codes.</summary>
    public const string Date = "2026-11-26";

    /// <summary>The supported version of FHIR.</summary>
    public const string FhirVersion = "4.0.1";

    /// <summary>Version of this service.</summary>
    public static string Version { get; } = typeof(Software).Assembly.GetName().Version!.ToString(3);
}
