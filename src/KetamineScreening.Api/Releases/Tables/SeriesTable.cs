using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The headline figures of a release in long form, which the series of all releases is put together from.</summary>
internal static class SeriesTable
{
    /// <summary>Name of the file.</summary>
    public const string File = "series.csv";

    private const double Width = 1.959963984540054;

    /// <summary>The columns after those of every table.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("table", "string", "Table that the figure is from"),
        new("group", "string", "Audience of a band, or all; else empty"),
        new("code", "string", "n, complete, alpha, or the code of a band or flag"),
        Column.OfCodes("measure", "Kind of the figure", [
            new("count", "Number of people"),
            new("share", "Share of people"),
            new("alpha", "Cronbach's alpha")]),
        new("value", "number", "The figure; empty when too few people took part"),
        new("se_noise", "number", "Standard error of the figure that the noise causes"),
        new("se_sampling", "number", "Standard error of the figure from sampling; empty for a count"),
        new("ci_low", "number", "Lower end of the 95 % interval"),
        new("ci_high", "number", "Upper end of the 95 % interval"),
    ];

    /// <summary>The table: numbers of people, shares of bands and flags, and alpha where it can be computed.</summary>
    public static ReleaseTable Of(ClosedPeriod period, Estimates estimates, IEnumerable<CountTable> tables)
    {
        var shares = tables.Where(table => table.Name is "bands" or "flags").SelectMany(table => table.Rows.Select(row =>
        {
            var share = estimates.Consistent.Share(row.Cells, row.Whole);
            return Row(
                table.Name, row.Key is [var group, _] ? group : "", row.Key[^1], "share",
                share.Value, share.NoiseError, share.SamplingError, share.Low, share.High);
        }));
        var alpha = estimates.Figures.Where(figure => figure.Measure == "alpha").Select(figure => Row(
            "psychometrics", "", "alpha", "alpha", figure.Value, figure.NoiseError, figure.SamplingError, figure.Low, figure.High));
        return new ReleaseTable(
            period,
            "series",
            "Headline figures in long form, as in /v1/series",
            Columns,
            [
                Count(SummaryTable.People, estimates.Consistent.Total),
                Count(SummaryTable.Complete, estimates.Consistent.Of(Cell.Moments())),
                .. shares,
                .. alpha,
            ])
        {
            UniqueKey = ["table", "group", "code"],
        };
    }

    private static string[] Count(string measure, CountEstimate count) => Row(
        "summary", "", measure, "count",
        count.Value, count.Deviation, null, count.Value - Width * count.Deviation, count.Value + Width * count.Deviation);

    private static string[] Row(string table, string group, string code, string measure, params double?[] figures) =>
        [table, group, code, measure, .. figures.Select(CsvTable.Text)];
}
