using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>All tables of a release.</summary>
internal static class ReleaseTables
{
    /// <summary>Makes the tables. A table that the questionnaire, the profile or the number of people does not allow is left out.</summary>
    public static IReadOnlyList<ReleaseTable> Of(ClosedPeriod period)
    {
        var estimates = new Estimates(period.Counters);
        var counts = CountTables.Of(period).ToList();
        var tables = new List<ReleaseTable> { SummaryTable.Of(period, estimates) };
        tables.AddRange(counts.Select(table => table.Full(period, estimates)));
        if (MomentTables.Rows(period).Count > 0) tables.Add(MomentTables.Moments(period, estimates));
        if (CovarianceMatrix.Of(period.Counters) is { } matrix) tables.Add(MomentTables.Covariance(period, matrix));
        tables.Add(MomentTables.Psychometrics(period, estimates));
        tables.Add(SeriesTable.Of(period, estimates, counts));
        tables.AddRange(counts.Select(table => table.Classic(period, estimates)));
        return [.. tables, Codebook.Of(period, tables)];
    }
}
