using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Writes down what the service is made of, as CycloneDX: versions and hashes from its lock file, licences from the packages.</summary>
public static class Sbom
{
    /// <summary>Stands where publishing puts the version of the runtime that it takes in.</summary>
    public const string RuntimeVersion = "10.0.x";

    private const string Service = "KetamineScreening.Api";
    private static readonly string[] Runtimes = ["Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.linux-x64"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Names and versions of the packages whose files go with the service: those of analyzers and the like do not.</summary>
    public static IReadOnlyDictionary<string, string> Shipped => Read(Path.ChangeExtension(typeof(Program).Assembly.Location, ".deps.json"))["libraries"]!.AsObject()
        .Where(library => (string)library.Value!["type"]! == "package")
        .Select(library => library.Key.Split('/'))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>What the lock file of the service names.</summary>
    public static JsonObject Locked => Read(Repository.PathOf($"src/{Service}/packages.lock.json"))["dependencies"]!["net10.0"]!.AsObject();

    /// <summary>The document.</summary>
    public static string Write()
    {
        var (locked, shipped) = (Locked, Shipped.Keys.Order(StringComparer.Ordinal).ToArray());
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        var direct = shipped.Where(name => (string)locked[name]!["type"]! == "Direct").Select(name => Reference(name, locked));
        var document = new JsonObject
        {
            ["$schema"] = "http://cyclonedx.org/schema/bom-1.6.schema.json",
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject { ["type"] = "application", ["bom-ref"] = Service, ["name"] = Service, ["version"] = version, ["licenses"] = Expression("MIT") },
            },
            ["components"] = new JsonArray([.. Runtimes.Select(Runtime), .. shipped.Select(name => Package(name, locked[name]!))]),
            ["dependencies"] = new JsonArray(
            [
                Edges(Service, [.. Runtimes.Select(name => Purl(name, RuntimeVersion)), .. direct]),
                .. Runtimes.Select(name => Edges(Purl(name, RuntimeVersion), [])),
                .. shipped.Select(name => Edges(Reference(name, locked), Dependencies(name).Select(needed => Reference(needed, locked)))),
            ]),
        };
        return document.ToJsonString(Indented) + "\n";

        IEnumerable<string> Dependencies(string name) =>
            (locked[name]!["dependencies"]?.AsObject().Select(needed => needed.Key) ?? []).Where(shipped.Contains).Order(StringComparer.Ordinal);
    }

    private static JsonObject Runtime(string name) => new()
    {
        ["type"] = "framework",
        ["bom-ref"] = Purl(name, RuntimeVersion),
        ["publisher"] = "Microsoft",
        ["name"] = name,
        ["version"] = RuntimeVersion,
        ["licenses"] = Expression("MIT"),
        ["purl"] = Purl(name, RuntimeVersion),
    };

    private static JsonObject Package(string name, JsonNode entry)
    {
        var version = (string)entry["resolved"]!;
        var (authors, licences) = Manifest(name, version);
        return new JsonObject
        {
            ["type"] = "library",
            ["bom-ref"] = Purl(name, version),
            ["publisher"] = authors,
            ["name"] = name,
            ["version"] = version,
            ["licenses"] = licences,
            ["purl"] = Purl(name, version),
            // Not under "hashes": NuGet leaves the signature out of it, so it is not the hash of the file that is downloaded.
            ["properties"] = new JsonArray(new JsonObject { ["name"] = "nuget:contentHash", ["value"] = (string)entry["contentHash"]! }),
        };
    }

    private static (string Authors, JsonArray Licences) Manifest(string name, string version)
    {
        var packages = Read(Repository.PathOf($"src/{Service}/obj/project.assets.json"))["packageFolders"]!.AsObject().First().Key;
        var (id, folder) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var manifest = XDocument.Load(Path.Combine(packages, id, folder, id + ".nuspec")).Descendants().ToLookup(element => element.Name.LocalName);
        var licence = manifest["license"].Single();
        return (manifest["authors"].Single().Value, (string?)licence.Attribute("type") == "expression" ? Expression(licence.Value) : Named($"{licence.Value} in the package"));
    }

    private static JsonArray Expression(string licence) => new(new JsonObject { ["expression"] = licence });

    private static JsonArray Named(string licence) => new(new JsonObject { ["license"] = new JsonObject { ["name"] = licence } });

    private static JsonObject Edges(string from, IEnumerable<string> to) => new() { ["ref"] = from, ["dependsOn"] = new JsonArray([.. to.Select(reference => JsonValue.Create(reference))]) };

    private static string Reference(string name, JsonObject locked) => Purl(name, (string)locked[name]!["resolved"]!);

    private static string Purl(string name, string version) => $"pkg:nuget/{name}@{version}";

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
