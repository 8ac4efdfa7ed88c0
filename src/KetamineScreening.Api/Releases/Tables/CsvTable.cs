using System.Globalization;
using CsvHelper;

namespace KetamineScreening.Api.Releases.Tables;

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

    /// <summary>Reads columns of a CSV file.</summary>
    /// <param name="content">The file.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <returns>For each row the values of the columns, in their order.</returns>
    /// <exception cref="FormatException">The file is not CSV, or lacks a column.</exception>
    public static IReadOnlyList<string[]> Read(byte[] content, IEnumerable<string> columns)
    {
        var records = Records(content);
        var places = columns.Select(column => records.Count == 0 ? -1 : Array.IndexOf(records[0], column)).ToList();
        if (places.Contains(-1)) throw new FormatException("a table lacks a column of a release");
        if (records.Exists(record => record.Length != records[0].Length)) throw new FormatException("the rows of a table differ in length");
        return [.. records.Skip(1).Select(record => places.Select(place => record[place]).ToArray())];
    }

    public static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Formats a number with four decimals, which is far more precise than the noise. Zero has no minus sign.</summary>
    public static string Text(double? number)
    {
        if (number is not { } value) return "";
        var rounded = Math.Round(value, 4, MidpointRounding.ToEven);
        return (rounded == 0 ? 0 : rounded).ToString("0.0000", CultureInfo.InvariantCulture);
    }

    private static List<string[]> Records(byte[] content)
    {
        try
        {
            using var csv = CsvReader.Create(content, CsvReaderOptions.Default with { HasHeader = false });
            var records = new List<string[]>();
            while (csv.Read()) records.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
            return records;
        }
        catch (CsvFormatException failure)
        {
            throw new FormatException("a table is not CSV", failure);
        }
    }
}
