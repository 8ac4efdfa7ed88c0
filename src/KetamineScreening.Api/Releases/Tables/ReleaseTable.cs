using System.Globalization;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>A table of a release: its description and its rows.</summary>
/// <remarks>The description is the only source of the CSV header, the Data Package, the codebook and the DDI document.</remarks>
internal sealed class ReleaseTable
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>Describes and fills a table.</summary>
    /// <param name="period">The period, which fills the columns of every table.</param>
    /// <param name="name">Name of the table and, with <c>.csv</c>, of its file.</param>
    /// <param name="title">Title.</param>
    /// <param name="columns">The columns after those of every table.</param>
    /// <param name="rows">One value for each of these columns; empty when it is missing.</param>
    public ReleaseTable(ClosedPeriod period, string name, string title, IEnumerable<Column> columns, IEnumerable<string[]> rows)
    {
        (Name, Title, Columns) = (name, title, [.. Column.OfEveryTable, .. columns]);
        string[] common =
        [
            period.Id,
            period.Questionnaire.Id,
            period.Questionnaire.Version.Major.ToString(CultureInfo.InvariantCulture),
            period.Calendar.FirstDay.ToString(DateFormat, CultureInfo.InvariantCulture),
            period.Calendar.LastDay.ToString(DateFormat, CultureInfo.InvariantCulture),
        ];
        Rows = [.. rows.Select(row => (string[])[.. common, .. row])];
    }

    /// <summary>Name of the table.</summary>
    public string Name { get; }

    /// <summary>Name of its file.</summary>
    public string File => Name + ".csv";

    /// <summary>Title.</summary>
    public string Title { get; }

    /// <summary>All columns in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The rows in order, with a value for each column.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>Columns that identify a row and are never empty; empty when there are no such columns.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init => field = WithRelease(value); } = [];

    /// <summary>Columns that identify a row, some of which can be empty.</summary>
    public IReadOnlyList<string> UniqueKey { get; init => field = WithRelease(value); } = [];

    /// <summary>Columns whose values are in the codebook.</summary>
    public IReadOnlyList<CodebookKey> CodebookKeys { get; init; } = [];

    /// <summary>The table as CSV.</summary>
    public byte[] ToCsv()
    {
        var csv = new CsvTable([.. Columns.Select(column => column.Name)]);
        foreach (var row in Rows) csv.Add(row);
        return csv.Write();
    }

    // The release is part of every key, so that keys stay unique when tables are stacked.
    private static string[] WithRelease(IReadOnlyList<string> key) => ["release", .. key];
}

/// <summary>Columns of a table whose values are those of columns of the codebook.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="CodebookColumns">The columns of the codebook, in the same order.</param>
internal sealed record CodebookKey(IReadOnlyList<string> Columns, IReadOnlyList<string> CodebookColumns);
