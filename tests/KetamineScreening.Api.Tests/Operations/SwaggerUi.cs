using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The npm package swagger-ui-dist inside of Swashbuckle.AspNetCore.SwaggerUI, as a part of the bill of materials.</summary>
internal static partial class SwaggerUi
{
    /// <summary>Name of the NuGet package that contains it.</summary>
    public const string Container = "Swashbuckle.AspNetCore.SwaggerUI";

    private const string Name = "swagger-ui-dist";
    private const string Bundle = "swagger-ui-bundle.js";

    // The files that /docs serves, each a resource of the assembly.
    private static readonly string[] Files = [Bundle, "swagger-ui-standalone-preset.js", "swagger-ui.css"];

    /// <summary>Reference in the bill of materials.</summary>
    public static string Reference => $"pkg:npm/{Name}@{Version}";

    /// <summary>The version that the bundle states.</summary>
    public static string Version => Stated().Match(Encoding.UTF8.GetString(Read(Bundle))).Groups["version"].Value;

    /// <summary>The package with its files and their hashes.</summary>
    public static JsonObject Component() => new()
    {
        ["type"] = "library",
        ["bom-ref"] = Reference,
        ["publisher"] = "SmartBear Software",
        ["name"] = Name,
        ["version"] = Version,
        ["licenses"] = Sbom.Expression("Apache-2.0"),
        ["purl"] = Reference,
        ["components"] = new JsonArray([.. Files.Select(File)]),
    };

    /// <summary>A file of the package.</summary>
    public static byte[] Read(string file)
    {
        var resource = $"{Container}.node_modules.swagger_ui_dist.{file}";
        using var content = typeof(SwaggerUIOptions).Assembly.GetManifestResourceStream(resource)!;
        using var plain = new MemoryStream();
        using (var compressed = new GZipStream(content, CompressionMode.Decompress)) compressed.CopyTo(plain);
        return plain.ToArray();
    }

    private static JsonNode File(string file) => new JsonObject
    {
        ["type"] = "file",
        ["bom-ref"] = $"{Name}/{file}",
        ["name"] = file,
        ["hashes"] = ScriptBundle.Hash("SHA-256", Convert.ToHexStringLower(SHA256.HashData(Read(file)))),
    };

    [GeneratedRegex(@"PACKAGE_VERSION:""(?<version>\d+\.\d+\.\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Stated();
}
