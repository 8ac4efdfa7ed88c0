namespace KetamineScreening.Api.Tests.Releases;

/// <summary>A CSV file, read by a reader of its own: quoted fields may contain commas and doubled quotes, but no line ends.</summary>
internal sealed class CsvFile
{
    private readonly string[] header;

    /// <summary>Reads a file.</summary>
    public CsvFile(string path)
    {
        var lines = File.ReadAllText(path).Split('\n');
        Assert.Equal("", lines[^1]);
        header = Fields(lines[0]);
        Rows = [.. lines[1..^1].Select(Fields)];
        Assert.All(Rows, row => Assert.Equal(header.Length, row.Length));
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>The rows.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The value of a column in a row.</summary>
    public string Value(string[] row, string column) => row[Array.IndexOf(header, column)];

    /// <summary>The values of columns, joined, in each row.</summary>
    public IEnumerable<string> Values(params IEnumerable<string> columns) =>
        Rows.Select(row => string.Join('|', columns.Select(column => Value(row, column))));

    /// <summary>One column by the values of others.</summary>
    public Dictionary<string, string> By(IEnumerable<string> keys, string column) =>
        Rows.ToDictionary(row => string.Join('|', keys.Select(key => Value(row, key))), row => Value(row, column));

    private static string[] Fields(string line)
    {
        var fields = new List<string> { "" };
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var isDoubled = isQuoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"';
            if (isDoubled) i++;
            if (line[i] == '"' && !isDoubled) isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted) fields.Add("");
            else fields[^1] += line[i];
        }

        return [.. fields];
    }
}
