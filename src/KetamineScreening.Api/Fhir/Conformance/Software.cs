namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>What this build is.</summary>
internal static class Software
{
    /// <summary>Name of the project, which publishes the resources.</summary>
    public const string Name = "KetamineScreening";

    /// <summary>The version of FHIR that we speak.</summary>
    public const string FhirVersion = "4.0.1";

    /// <summary>Version of this service.</summary>
    public static string Version { get; } = typeof(Software).Assembly.GetName().Version!.ToString(3);
}
