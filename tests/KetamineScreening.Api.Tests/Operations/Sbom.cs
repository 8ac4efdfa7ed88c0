using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Writes the bill of materials as CycloneDX: versions and hashes from the lock files, licences from the packages.</summary>
public static class Sbom
{
    /// <summary>Placeholder that publishing replaces with the version of the included runtime.</summary>
    public const string RuntimeVersion = "10.0.x";

    private const string Service = "KetamineScreening.Api";

    private static readonly string[] Runtimes = ["Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.linux-x64"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Versions of the packages that are shipped with the service, by name.</summary>
    public static IReadOnlyDictionary<string, string> Shipped => Read(DependencyFile)["libraries"]!.AsObject()
        .Where(library => (string)library.Value!["type"]! == "package")
        .Select(library => library.Key.Split('/'))
        .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>The entries of the lock file of the service, by package name.</summary>
    public static JsonObject Locked => Read(Repository.PathOf($"src/{Service}/packages.lock.json"))["dependencies"]!["net10.0"]!.AsObject();

    private static string DependencyFile => Path.ChangeExtension(typeof(Program).Assembly.Location, ".deps.json");

    /// <summary>The document as text.</summary>
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
                ["component"] = new JsonObject
                {
                    ["type"] = "application",
                    ["bom-ref"] = Service,
                    ["name"] = Service,
                    ["version"] = version,
                    ["licenses"] = Expression("MIT"),
                },
            },
            ["components"] = new JsonArray(
            [
                .. Runtimes.Select(Runtime),
                .. shipped.Select(name => Package(name, locked[name]!)),
                SwaggerUi.Component(),
                ScriptBundle.Component(),
                .. ScriptBundle.Packages.Select(ScriptBundle.Component),
            ]),
            ["dependencies"] = new JsonArray(
            [
                Edges(Service, [.. Runtimes.Select(name => Purl(name, RuntimeVersion)), .. direct, ScriptBundle.Reference]),
                .. Runtimes.Select(name => Edges(Purl(name, RuntimeVersion), [])),
                .. shipped.Select(name => Edges(Reference(name, locked), Dependencies(name))),
                Edges(SwaggerUi.Reference, []),
                Edges(ScriptBundle.Reference, ScriptBundle.Packages.Where(package => package.IsDirect).Select(package => package.Purl)),
                .. ScriptBundle.Packages.Select(package => Edges(package.Purl, package.Dependencies)),
            ]),
        };
        return document.ToJsonString(Indented) + "\n";

        IEnumerable<string> Dependencies(string name) => (locked[name]!["dependencies"]?.AsObject().Select(needed => needed.Key) ?? [])
            .Where(shipped.Contains)
            .Order(StringComparer.Ordinal)
            .Select(needed => Reference(needed, locked))
            .Concat(name == SwaggerUi.Container ? [SwaggerUi.Reference] : []);
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
            // Not under "hashes": the content hash of NuGet omits the signature, so it differs from the hash of the downloaded file.
            ["properties"] = new JsonArray(new JsonObject { ["name"] = "nuget:contentHash", ["value"] = (string)entry["contentHash"]! }),
        };
    }

    private static (string Authors, JsonArray Licences) Manifest(string name, string version)
    {
        var packages = Read(Repository.PathOf($"src/{Service}/obj/project.assets.json"))["packageFolders"]!.AsObject().First().Key;
        var (id, folder) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        var manifest = XDocument.Load(Path.Combine(packages, id, folder, id + ".nuspec"))
            .Descendants()
            .ToLookup(element => element.Name.LocalName);
        var licence = manifest["license"].Single();
        var isExpression = (string?)licence.Attribute("type") == "expression";
        return (manifest["authors"].Single().Value, isExpression ? Expression(licence.Value) : Named($"{licence.Value} in the package"));
    }

    internal static JsonArray Expression(string licence) => new(new JsonObject { ["expression"] = licence });

    private static JsonArray Named(string licence) => new(new JsonObject { ["license"] = new JsonObject { ["name"] = licence } });

    private static JsonObject Edges(string from, IEnumerable<string> to) => new()
    {
        ["ref"] = from,
        ["dependsOn"] = new JsonArray([.. to.Select(reference => JsonValue.Create(reference))]),
    };

    private static string Reference(string name, JsonObject locked) => Purl(name, (string)locked[name]!["resolved"]!);

    private static string Purl(string name, string version) => $"pkg:nuget/{name}@{version}";

    internal static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
