using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The bundle of npm packages that the data page loads, as parts of the bill of materials.</summary>
internal static class ScriptBundle
{
    /// <summary>Path of the committed bundle.</summary>
    public const string Path = "src/KetamineScreening.Api/wwwroot/data/main.js";

    /// <summary>Folder of the lock file and of the program that writes the bundle.</summary>
    public const string Folder = "src/scripts";

    /// <summary>Reference of the bundle in the bill of materials.</summary>
    public const string Reference = "wwwroot/data/main.js";

    private const string Prefix = "node_modules/";

    /// <summary>The lines of the comment at the top of the bundle. One line names each package: <c>NAME VERSION (LICENCE)</c>.</summary>
    public static IReadOnlyList<string> Notices { get; } = [.. File.ReadLines(Repository.PathOf(Path)).TakeWhile(line => line != "*/")];

    /// <summary>The packages whose code is in the bundle.</summary>
    public static IReadOnlyList<NpmPackage> Packages { get; } =
    [
        .. Locked.Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal) && entry.Value!["dev"] is null)
            .Select(entry => new NpmPackage(entry.Key[Prefix.Length..], entry.Value!))
            .Where(package => Notices.Contains($"{package}")),
    ];

    private static JsonObject Locked => Sbom.Read(Repository.PathOf($"{Folder}/package-lock.json"))["packages"]!.AsObject();

    /// <summary>The bundle with its hash.</summary>
    public static JsonObject Component() => new()
    {
        ["type"] = "file",
        ["bom-ref"] = Reference,
        ["name"] = Reference,
        ["hashes"] = Hash("SHA-256", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Repository.PathOf(Path))))),
    };

    /// <summary>A package with the hash of its archive.</summary>
    public static JsonObject Component(NpmPackage package) => new()
    {
        ["type"] = "library",
        ["bom-ref"] = package.Purl,
        ["name"] = package.Name,
        ["version"] = package.Version,
        ["hashes"] = Hash("SHA-512", package.Sha512),
        ["licenses"] = Sbom.Expression(package.Licence),
        ["purl"] = package.Purl,
    };

    /// <summary>The hash of a component.</summary>
    public static JsonArray Hash(string algorithm, string content) =>
        new(new JsonObject { ["alg"] = algorithm, ["content"] = content });

    /// <summary>A package of the lock file.</summary>
    public sealed class NpmPackage(string name, JsonNode entry)
    {
        public string Name => name;

        public string Version => (string)entry["version"]!;

        public string Licence => (string)entry["license"]!;

        public string Purl => PurlOf(name, Version);

        /// <summary>SHA-512 of the archive in hexadecimal.</summary>
        public string Sha512 => Convert.ToHexStringLower(Convert.FromBase64String(((string)entry["integrity"]!)["sha512-".Length..]));

        /// <summary>Whether the page uses it itself.</summary>
        public bool IsDirect => Locked[""]!["dependencies"]!.AsObject().ContainsKey(name);

        /// <summary>References of the packages that it needs.</summary>
        public IEnumerable<string> Dependencies => (entry["dependencies"]?.AsObject() ?? [])
            .Select(needed => PurlOf(needed.Key, (string)Locked[Prefix + needed.Key]!["version"]!))
            .Intersect(Packages.Select(package => package.Purl))
            .Order(StringComparer.Ordinal);

        /// <summary>The package as its licence names it.</summary>
        public override string ToString() => $"{name} {Version} ({Licence})";

        private static string PurlOf(string name, string version) => $"pkg:npm/{name}@{version}";
    }
}
