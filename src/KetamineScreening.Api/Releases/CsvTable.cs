using System.Globalization;
using CsvHelper;

namespace KetamineScreening.Api.Releases;

/// <summary>A table as CSV: a header, LF, no mark at the beginning, empty for what is missing.</summary>
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
        if (fields.Length != columns) throw new ArgumentException("A row has as many fields as the header.", nameof(fields));
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

    /// <summary>With four decimals, which is far finer than the noise; a dot, and no minus before zero.</summary>
    public static string Text(double? number)
    {
        if (number is not { } value) return "";
        var rounded = Math.Round(value, 4, MidpointRounding.ToEven);
        return (rounded == 0 ? 0 : rounded).ToString("0.0000", CultureInfo.InvariantCulture);
    }
}
