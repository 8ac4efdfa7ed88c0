using System.Globalization;
using System.Text;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Writes how to cite a release, in the Citation File Format 1.2.0.</summary>
internal static class Citation
{
    /// <summary>Name of the file.</summary>
    public const string File = "CITATION.cff";

    /// <summary>Writes the file.</summary>
    public static byte[] Write(ClosedPeriod period)
    {
        var released = period.Calendar.End.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder()
            .Append("cff-version: 1.2.0\n")
            .Append("message: \"Please cite the release by its id.\"\n")
            .Append("type: dataset\n")
            .Append(CultureInfo.InvariantCulture, $"title: \"{Quoted(period.Title)} ({period.Id})\"\n")
            .Append(CultureInfo.InvariantCulture, $"abstract: \"{Quoted(DataPackage.Description(period))}\"\n")
            .Append("authors:\n")
            .Append(CultureInfo.InvariantCulture, $"  - name: \"{DataPackage.Contributor}\"\n")
            .Append(CultureInfo.InvariantCulture, $"version: \"{DataPackage.Version}\"\n")
            .Append(CultureInfo.InvariantCulture, $"date-released: \"{released}\"\n")
            .Append("license: CC0-1.0\n")
            .Append("keywords:\n");
        foreach (var keyword in DataPackage.Keywords(period)) text.Append(CultureInfo.InvariantCulture, $"  - \"{keyword}\"\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
