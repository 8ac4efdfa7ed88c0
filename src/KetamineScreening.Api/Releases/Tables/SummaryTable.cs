using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The table of how many people took part.</summary>
internal static class SummaryTable
{
    /// <summary>Measure of all people.</summary>
    public const string People = "n";

    /// <summary>Measure of the complete screenings.</summary>
    public const string Complete = "complete";

    // Half the width of a 95 % interval, in standard deviations.
    private const double Width = 1.959963984540054;

    /// <summary>The table: all people, complete screenings, and each audience.</summary>
    public static ReleaseTable Of(ClosedPeriod period, Estimates estimates)
    {
        var cells = period.Counters.Vocabulary.Cells.ToHashSet();
        var audiences = period.Questionnaire.Audiences
            .Select(audience => (audience.Code, Cells: CountTables.OfAudience(period, audience.Code, cells)));
        return new ReleaseTable(
            period,
            "summary",
            "Number of people",
            [
                Column.OfCodes("measure", "What is counted", Measures(period)),
                .. CountTable.CountColumns,
                new("ci_low", "number", "Lower end of the 95 % interval of the count, noise alone"),
                new("ci_high", "number", "Upper end of the 95 % interval of the count, noise alone"),
            ],
            [
                Total(estimates.Consistent.Total),
                Row(Complete, [Cell.Moments()]),
                .. audiences.Select(audience => Row(TableCodes.AudiencePrefix + audience.Code, audience.Cells)),
            ])
        {
            PrimaryKey = ["measure"],
        };

        string[] Row(string measure, IReadOnlyList<Cell> counted) =>
            [measure, .. CountTable.Figures(counted, estimates), .. Interval(estimates.Consistent.Of(counted))];
    }

    // No counter counts all people, so that the number is estimated only.
    private static string[] Total(CountEstimate total) =>
        [People, "", "", CsvTable.Text(total.Value), CsvTable.Text(total.Deviation), .. Interval(total)];

    private static string[] Interval(CountEstimate count) =>
        [CsvTable.Text(count.Value - Width * count.Deviation), CsvTable.Text(count.Value + Width * count.Deviation)];

    private static IEnumerable<CodeLabel> Measures(ClosedPeriod period) =>
    [
        new(People, "All people"),
        new(Complete, "Complete screenings: every scored item asked and answered"),
        .. period.Questionnaire.Audiences.Select(audience =>
            new CodeLabel(TableCodes.AudiencePrefix + audience.Code, $"Audience: {period.Wording.Audiences[audience.Code]}")),
    ];
}
