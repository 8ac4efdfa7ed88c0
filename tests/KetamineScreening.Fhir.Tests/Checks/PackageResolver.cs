using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>Finds definitions in HL7's packages by the last part of their canonical URL, which is part of the name of the file.</summary>
internal sealed class PackageResolver : IAsyncResourceResolver
{
    private const string R5 = "http://hl7.org/fhir/5.0/StructureDefinition/extension-";

    // The ballot of SDC names extensions of R5 for elements that have an extension of their own since, which the sources of SDC now name.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        [R5 + "Questionnaire.versionAlgorithm[x]"] = "http://hl7.org/fhir/StructureDefinition/artifact-versionAlgorithm",
        [R5 + "Questionnaire.copyrightLabel"] = "http://hl7.org/fhir/StructureDefinition/artifact-copyrightLabel",
    };

    private static readonly string[] Folders =
    [
        Repository.PathOf("tests/fhir/packages/hl7.fhir.uv.sdc/package"),
        Repository.PathOf("tests/fhir/packages/hl7.fhir.uv.extensions.r4/package"),
    ];

    private readonly ILookup<string, string> files = Files().ToLookup(file => Path.GetFileNameWithoutExtension(file).Split('-', 2)[^1]);

    /// <summary>Whether the packages are installed.</summary>
    public static bool IsInstalled => Folders.All(Directory.Exists);

    /// <inheritdoc />
    public Task<Resource?> ResolveByUriAsync(string uri) => ResolveByCanonicalUriAsync(uri);

    /// <inheritdoc />
    public Task<Resource?> ResolveByCanonicalUriAsync(string uri)
    {
        var url = uri.Split('|')[0];
        var found = files[url.Split('/')[^1]].Select(Read).FirstOrDefault(resource => (resource as IConformanceResource)?.Url == url);
        return System.Threading.Tasks.Task.FromResult(found ?? (url.StartsWith(R5, StringComparison.Ordinal) ? CrossVersion(url) : null));
    }

    private static Resource? Read(string file)
    {
        var text = Renamed.Aggregate(File.ReadAllText(file), (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
        return FhirText.Parse(text).Resource;
    }

    // Extensions for elements of R5 are defined by a rule and are in no package.
    private static StructureDefinition CrossVersion(string url) => new()
    {
        Url = url,
        Name = "CrossVersion",
        Status = PublicationStatus.Active,
        Kind = StructureDefinition.StructureDefinitionKind.ComplexType,
        Abstract = false,
        Type = "Extension",
        BaseDefinition = "http://hl7.org/fhir/StructureDefinition/Extension",
        Derivation = StructureDefinition.TypeDerivationRule.Constraint,
        Differential = new() { Element = [new() { ElementId = "Extension.url", Path = "Extension.url", Fixed = new FhirUri(url) }] },
    };

    private static IEnumerable<string> Files() =>
        Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"));
}
