using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Conformance;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Http.Caching;

namespace KetamineScreening.Api.Fhir.Definitions;

/// <summary>All definitions as one FHIR package: a gzipped tar file in the layout of npm, which servers and tools install.</summary>
/// <remarks>
/// A canonical URL with a version is in a package only once. So each resource is in the source language and has the texts of all
/// other languages as translations and designations.
/// </remarks>
internal sealed class DefinitionPackage(DefinitionCatalog definitions, KeptResources kept, CanonicalBase canonical)
{
    private const string Name = "ketamine.screening";

    private ServedBytes? body;

    /// <summary>Name of the file, with the version of the service.</summary>
    public static string FileName => $"{Name}-{Software.Version}.tgz";

    /// <summary>The file. Equal definitions give equal bytes. It has the international help contacts, which do not expire.</summary>
    public ServedBytes Body => body ??= new ServedBytes(Write, "application/gzip");

    private byte[] Write()
    {
        var resources = definitions.All
            .Select(definition => kept.Of(definition, definition.Id, Http.Language.Source, Rendering.Default))
            .OrderBy(FileNameOf, StringComparer.Ordinal)
            .ToList();
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            Add(tar, "package.json", Manifest().Bytes());
            Add(tar, ".index.json", Index(resources).Bytes());
            foreach (var resource in resources) Add(tar, FileNameOf(resource), resource.Json);
        }

        return buffer.ToArray();
    }

    private static string FileNameOf(KeptResource resource) => $"{resource.Elements["resourceType"]}-{resource.Elements["id"]}.json";

    // The time of an entry is a constant, so that the bytes depend on the definitions only.
    private static void Add(TarWriter tar, string name, byte[] content)
    {
        using var data = new MemoryStream(content);
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"package/{name}")
        {
            ModificationTime = DateTimeOffset.UnixEpoch,
            DataStream = data,
        });
    }

    private JsonObject Manifest() => new()
    {
        ["name"] = Name,
        ["version"] = Software.Version,
        ["title"] = Software.Title,
        ["description"] = "Questionnaires with their code systems, extensions and operation. Results are not a diagnosis.",
        ["canonical"] = canonical.Address,
        ["type"] = "Conformance",
        ["fhirVersions"] = FhirJson.List(Software.FhirVersion),
        ["author"] = Software.Name,
        ["license"] = "CC-BY-4.0",
        ["dependencies"] = new JsonObject { ["hl7.fhir.r4.core"] = Software.FhirVersion },
    };

    private static JsonObject Index(IEnumerable<KeptResource> resources) => new()
    {
        ["index-version"] = 2,
        ["files"] = FhirJson.List(resources.Select(IndexEntry)),
    };

    private static JsonObject IndexEntry(KeptResource resource)
    {
        var entry = new JsonObject { ["filename"] = FileNameOf(resource) };
        // The type of an OperationDefinition is a flag.
        string[] names = ["resourceType", "id", "url", "version", "kind"];
        if (resource.Elements["resourceType"] == "StructureDefinition") names = [.. names, "type"];
        foreach (var name in names)
        {
            if (resource.Elements.TryGetValue(name, out var value)) entry[name] = value;
        }

        return entry;
    }
}
