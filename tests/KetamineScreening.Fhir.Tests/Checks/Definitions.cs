using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>
/// Definitions for the validator: R4 core from the SDK, HL7's packages of SDC and of extensions, and what the
/// service serves.
/// </summary>
internal static class Definitions
{
    /// <summary>Creates a source of definitions that generates missing snapshots and keeps what it has read.</summary>
    public static IAsyncResourceResolver With(IReadOnlyList<Resource> served)
    {
        var sources = new MultiResolver(new InMemoryResourceResolver(served), new PackageResolver(), ZipSource.CreateValidationSource());
        return new CachedResolver(new SnapshotSource(new CachedResolver(sources)));
    }
}
