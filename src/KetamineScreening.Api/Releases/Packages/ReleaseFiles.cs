using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Api.Releases.Tables;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>A file of a release.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Content">Content of the file.</param>
/// <param name="IsText">Whether the content is UTF-8 text.</param>
internal sealed record ReleaseFile(string Name, string MediaType, byte[] Content, bool IsText = true);

/// <summary>Writes the files of a release. The same period yields the same bytes in every culture and time zone.</summary>
internal static class ReleaseFiles
{
    /// <summary>Name of the file of hashes.</summary>
    public const string Hashes = "SHA256SUMS";

    private const string PlainText = "text/plain; charset=utf-8";

    // Scripts that readers run beside the tables; the same in every release.
    private static readonly string[] Scripts = ["analyse.py", "analyse.R"];

    /// <summary>Writes the tables, their descriptions, the scripts, the hashes, and an archive of all these files.</summary>
    public static IReadOnlyList<ReleaseFile> Write(ClosedPeriod period)
    {
        var tables = ReleaseTables.Of(period);
        var contents = tables.Select(table => (Table: table, Csv: table.ToCsv())).ToList();
        var readme = Encoding.UTF8.GetBytes(ReleaseReadme.Write(period, tables));
        List<ReleaseFile> files =
        [
            .. contents.Select(content => new ReleaseFile(content.Table.File, "text/csv; charset=utf-8", content.Csv)),
            .. Scripts.Select(script => new ReleaseFile(script, PlainText, Resource(script))),
            new(DataPackage.File, "application/json", DataPackage.Write(period, contents)),
            new(DdiCodebook.File, "application/xml", DdiCodebook.Write(period, tables)),
            new(Citation.File, PlainText, Citation.Write(period)),
            new("README.md", "text/markdown; charset=utf-8", readme),
        ];
        files.Add(new ReleaseFile(Hashes, PlainText, HashesOf(files)));
        files.Add(new ReleaseFile($"{period.Id}.zip", "application/zip", Archive(period.Id, files), IsText: false));
        return files;
    }

    private static byte[] HashesOf(IEnumerable<ReleaseFile> files) => Encoding.UTF8.GetBytes(string.Concat(files
        .OrderBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(file.Content))}  {file.Name}\n")));

    private static byte[] Archive(string folder, IEnumerable<ReleaseFile> files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                // The earliest timestamp of the ZIP format, so that equal content yields equal bytes.
                var entry = archive.CreateEntry($"{folder}/{file.Name}", CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(file.Content);
            }
        }

        return buffer.ToArray();
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ReleaseFiles).Assembly.GetManifestResourceStream("releases/" + name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
