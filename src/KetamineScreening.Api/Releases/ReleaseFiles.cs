using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace KetamineScreening.Api.Releases;

/// <summary>A file of a release.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Content">Content of the file.</param>
/// <param name="IsText">Whether the content is UTF-8 text.</param>
internal sealed record ReleaseFile(string Name, string MediaType, byte[] Content, bool IsText = true);

/// <summary>Writes the files of a release. The same period yields the same bytes in every culture and time zone.</summary>
internal static class ReleaseFiles
{
    /// <summary>Writes the tables, the Data Package, the README, the hashes, and an archive of all these files.</summary>
    public static IReadOnlyList<ReleaseFile> Write(ClosedPeriod period)
    {
        var files = DataPackage.Tables
            .Select(table => new ReleaseFile(table.File, "text/csv; charset=utf-8", table.Write(period)))
            .ToList();
        files.Add(new ReleaseFile("datapackage.json", "application/json", DataPackage.Write(period, [.. files])));
        files.Add(new ReleaseFile("README.md", "text/markdown; charset=utf-8", Encoding.UTF8.GetBytes(ReleaseReadme.Write(period))));
        files.Add(new ReleaseFile("SHA256SUMS", "text/plain; charset=utf-8", Hashes(files)));
        files.Add(new ReleaseFile($"{period.Id}.zip", "application/zip", Archive(period.Id, files), IsText: false));
        return files;
    }

    private static byte[] Hashes(IEnumerable<ReleaseFile> files) => Encoding.UTF8.GetBytes(string.Concat(files
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
}
