using Hl7.Fhir.Model;
using Hl7.Fhir.Specification.Source;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests.Checks;

/// <summary>Finds definitions in HL7's packages by the last part of their canonical URL, which is part of the name of the file.</summary>
internal sealed class PackageResolver : IAsyncResourceResolver
{
    private readonly ILookup<string, string> files = Files().ToLookup(file => Path.GetFileNameWithoutExtension(file).Split('-', 2)[^1]);

    /// <inheritdoc />
    public Task<Resource?> ResolveByUriAsync(string uri) => ResolveByCanonicalUriAsync(uri);

    /// <inheritdoc />
    public Task<Resource?> ResolveByCanonicalUriAsync(string uri)
    {
        var url = uri.Split('|')[0];
        var found = files[url.Split('/')[^1]].Select(Read).FirstOrDefault(resource => (resource as IConformanceResource)?.Url == url);
        return System.Threading.Tasks.Task.FromResult(found);
    }

    private static Resource? Read(string file) => FhirText.Parse(File.ReadAllText(file)).Resource;

    private static IEnumerable<string> Files()
    {
        var folder = Repository.PathOf("tests/fhir/packages");
        string[] packages = ["hl7.fhir.uv.sdc", "hl7.fhir.uv.extensions.r4"];
        Requirement.Needs(
            packages.All(package => Directory.Exists(Path.Combine(folder, package))),
            "The profiles of SDC are missing: run 'node packages.mjs' in tests/fhir.");
        return packages.SelectMany(package => Directory.EnumerateFiles(Path.Combine(folder, package, "package"), "*.json"));
    }
}
