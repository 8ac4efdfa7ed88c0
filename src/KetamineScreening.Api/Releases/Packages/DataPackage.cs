using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KetamineScreening.Api.Releases.Tables;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Describes a release as a Data Package, version 2 (datapackage.org).</summary>
internal static class DataPackage
{
    /// <summary>Name of the file.</summary>
    public const string File = "datapackage.json";

    /// <summary>Version of the files of a release, which never change.</summary>
    public const string Version = "1.0.0";

    /// <summary>Name of the contributor, which is the same for every operator.</summary>
    public const string Contributor = "KetamineScreening";

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Keywords of a release.</summary>
    public static IEnumerable<string> Keywords(ClosedPeriod period) =>
        ["ketamine", "self-screening", "differential privacy", "aggregates", .. period.IsSynthetic ? ["synthetic"] : Array.Empty<string>()];

    /// <summary>What a release contains and does not contain, in two sentences.</summary>
    public static string Description(ClosedPeriod period) =>
        $"{(period.IsSynthetic ? "SYNTHETIC: made-up screenings, for demonstration. " : "")}"
        + "Totals of an anonymous, non-diagnostic self-screening on ketamine use, with random noise that protects every single screening. "
        + "The questionnaire is not validated clinically, and the people are not a sample of any population.";

    /// <summary>Writes <c>datapackage.json</c>, with sizes and hashes of the tables.</summary>
    public static byte[] Write(ClosedPeriod period, IReadOnlyList<(ReleaseTable Table, byte[] Csv)> tables)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://datapackage.org/profiles/2.0/datapackage.json");
            json.WriteString("name", period.Id);
            json.WriteString("id", IdOf(tables).ToString());
            json.WriteString("title", period.Title);
            json.WriteString("description", Description(period));
            json.WriteString("version", Version);
            json.WriteString("created", period.Calendar.End.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            WriteCredits(json, period);
            PackageOrigin.Write(json, period);
            json.WriteStartArray("resources");
            foreach (var (table, csv) in tables) TableResource.Write(json, table, csv);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return [.. buffer.ToArray(), (byte)'\n'];
    }

    private static void WriteCredits(Utf8JsonWriter json, ClosedPeriod period)
    {
        json.WriteStartArray("keywords");
        foreach (var keyword in Keywords(period)) json.WriteStringValue(keyword);
        json.WriteEndArray();
        json.WriteStartArray("contributors");
        json.WriteStartObject();
        json.WriteString("title", Contributor);
        json.WriteStartArray("roles");
        json.WriteStringValue("creator");
        json.WriteStringValue("publisher");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteString("name", "CC0-1.0");
        json.WriteString("path", "https://creativecommons.org/publicdomain/zero/1.0/");
        json.WriteString("title", "Creative Commons Zero v1.0 Universal");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    // A UUID of version 8 (RFC 9562) from the content, so that equal releases have equal files.
    private static Guid IdOf(IEnumerable<(ReleaseTable Table, byte[] Csv)> tables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (table, csv) in tables)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(table.File));
            hash.AppendData(SHA256.HashData(csv));
        }

        var bytes = hash.GetHashAndReset()[..16];
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
