using System.Globalization;
using CsvHelper;

namespace KetamineScreening.Api.Releases;

/// <summary>A CSV table: a header row, LF line ends, no byte order mark, and empty fields for missing values.</summary>
internal sealed class CsvTable
{
    private readonly List<string[]> rows = [];
    private readonly int columns;

    public CsvTable(params string[] header)
    {
        columns = header.Length;
        rows.Add(header);
    }

    public void Add(params string[] fields)
    {
        if (fields.Length != columns) throw new ArgumentException("A row must have as many fields as the header.", nameof(fields));
        rows.Add(fields);
    }

    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var csv = CsvWriter.Create(buffer, CsvWriterOptions.Default with { NewLine = "\n" }, leaveOpen: true))
        {
            foreach (var row in rows) csv.WriteRecord(row);
        }

        return buffer.ToArray();
    }

    public static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats a number with four decimals, which is far more precise than the noise. Zero has no minus sign.</summary>
    public static string Text(double? number)
    {
        if (number is not { } value) return "";
        var rounded = Math.Round(value, 4, MidpointRounding.ToEven);
        return (rounded == 0 ? 0 : rounded).ToString("0.0000", CultureInfo.InvariantCulture);
    }
}
