using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Reads the package of definitions.</summary>
internal static class PackageFile
{
    /// <summary>Path of the package.</summary>
    public const string Address = "/fhir/package.tgz";

    /// <summary>The files of the package of a service by name.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonNode>> Read(FhirService service) =>
        Read(await service.Http.GetByteArrayAsync(Address, TestContext.Current.CancellationToken));

    /// <summary>The files of a package by name.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Read(byte[] package)
    {
        var files = new Dictionary<string, JsonNode>();
        using var gzip = new GZipStream(new MemoryStream(package), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry(copyData: true) is { } entry) files.Add(entry.Name, JsonNode.Parse(entry.DataStream!)!);
        return files;
    }
}
