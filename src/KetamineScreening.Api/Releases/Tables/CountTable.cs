using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>Cells that a row of a table counts.</summary>
/// <param name="Key">Values of the columns that name the row.</param>
/// <param name="Cells">The cells whose sum the row is.</param>
/// <param name="Whole">Cells that count the people of whom the share is given; none for all screenings.</param>
internal sealed record CountRow(string[] Key, IReadOnlyList<Cell> Cells, IReadOnlyList<Cell> Whole);

/// <summary>A table of counts: which cells each row counts, whatever their values are.</summary>
/// <param name="Name">Name of the table.</param>
/// <param name="Title">Title.</param>
/// <param name="KeyColumns">Columns that name a row, and further columns that follow from them.</param>
/// <param name="PrimaryKey">The columns among these that identify a row.</param>
/// <param name="Rows">The rows in order.</param>
internal sealed record CountTable(
    string Name, string Title, IReadOnlyList<Column> KeyColumns, IReadOnlyList<string> PrimaryKey, IReadOnlyList<CountRow> Rows)
{
    /// <summary>Columns of figures about a count.</summary>
    public static IReadOnlyList<Column> CountColumns { get; } =
    [
        new("count", "integer", "Number of screenings with noise; may be negative"),
        new("sd_noise", "number", "Standard deviation of the noise in count"),
        new("count_consistent", "number", "Count estimated from all tables together, so that they agree; may be negative"),
        new("sd_consistent", "number", "Standard deviation of the noise in count_consistent"),
    ];

    // Disclosure control of the classic view: smaller counts are left out, other counts are rounded to a multiple of the base.
    private const int Threshold = 15;
    private const int Base = 10;

    private static readonly Column[] ShareColumns =
    [
        new("share", "number", "Share, from the consistent counts; can lie outside 0 to 1 because of the noise"),
        new("ci_low", "number", "Lower end of the 95 % interval of the share, noise and sampling"),
        new("ci_high", "number", "Upper end of the 95 % interval of the share, noise and sampling"),
    ];

    private static readonly Column Controlled = new("count", "integer", "Noisy count rounded to 10; empty below 15");

    /// <summary>Columns whose values are in the codebook.</summary>
    public IReadOnlyList<CodebookKey> CodebookKeys { get; init; } = [];

    /// <summary>The table with counts, shares and their errors.</summary>
    public ReleaseTable Full(ClosedPeriod period, Estimates estimates) => new(
        period, Name, Title, [.. KeyColumns, .. CountColumns, .. ShareColumns], Rows.Select(row => FullRow(row, estimates)))
    {
        PrimaryKey = PrimaryKey,
        CodebookKeys = CodebookKeys,
    };

    /// <summary>The classic view of the table, computed from the noisy counts, so that it discloses nothing beyond them.</summary>
    public ReleaseTable Classic(ClosedPeriod period, Estimates estimates) => new(
        period,
        Name + "_sdc",
        Title + ", classic view",
        [.. KeyColumns, Controlled],
        Rows.Select(row => (string[])[.. row.Key, Rounded(estimates.Count(row.Cells))]))
    {
        PrimaryKey = PrimaryKey,
        CodebookKeys = CodebookKeys,
    };

    /// <summary>The values of <see cref="CountColumns"/> for a sum of cells.</summary>
    public static string[] Figures(IReadOnlyList<Cell> cells, Estimates estimates)
    {
        var consistent = estimates.Consistent.Of(cells);
        return
        [
            CsvTable.Text(estimates.Count(cells)),
            CsvTable.Text(estimates.Deviation(cells)),
            CsvTable.Text(consistent.Value),
            CsvTable.Text(consistent.Deviation),
        ];
    }

    private static string[] FullRow(CountRow row, Estimates estimates)
    {
        var share = estimates.Consistent.Share(row.Cells, row.Whole);
        return
        [
            .. row.Key,
            .. Figures(row.Cells, estimates),
            CsvTable.Text(share.Value),
            CsvTable.Text(share.Low),
            CsvTable.Text(share.High),
        ];
    }

    private static string Rounded(long count) => count < Threshold ? "" : CsvTable.Text((count + Base / 2) / Base * Base);
}
