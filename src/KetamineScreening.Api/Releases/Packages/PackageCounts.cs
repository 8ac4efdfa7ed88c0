using System.Globalization;
using KetamineScreening.Api.Releases.Tables;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>Reads the counters of a release back from its tables.</summary>
internal static class PackageCounts
{
    /// <summary>The counters, each from the row that counts its cell alone.</summary>
    /// <param name="folder">Folder of the release.</param>
    /// <param name="period">The period, whose counters give the layout and the variances.</param>
    /// <exception cref="PackageException">A table does not have the rows of the layout.</exception>
    public static NoisyCounters Read(string folder, ClosedPeriod period)
    {
        var values = new Dictionary<Cell, long>();
        foreach (var table in CountTables.Of(period))
        {
            var counts = Values(folder, table.Name, table.PrimaryKey, "count");
            var keys = table.KeyColumns.Select(column => column.Name).ToList();
            var rows = table.Rows.ToDictionary(row => Joined(table.PrimaryKey.Select(column => row.Key[keys.IndexOf(column)])));
            if (!counts.Keys.ToHashSet().SetEquals(rows.Keys)) throw OtherRows(folder, table.Name);
            foreach (var (key, row) in rows.Where(entry => entry.Value.Cells.Count == 1)) values[row.Cells[0]] = counts[key];
        }

        values[Cell.Moments()] = Values(folder, "summary", ["measure"], "count")[SummaryTable.Complete];
        var moments = MomentTables.Rows(period);
        if (moments.Count > 0)
        {
            var sums = Values(folder, "moments", ["kind", "item_a", "item_b"], "value");
            if (sums.Count != moments.Count) throw OtherRows(folder, "moments");
            foreach (var (kind, itemA, itemB, cell) in moments) values[cell] = sums[Joined([kind, itemA, itemB])];
        }

        return period.Counters with { Values = [.. period.Counters.Vocabulary.Cells.Select(cell => values[cell])] };
    }

    // The whole numbers of a column by the columns that name a row; a row without a number is left out.
    private static Dictionary<string, long> Values(string folder, string table, IReadOnlyList<string> keys, string column) =>
        CsvTable.Read(File.ReadAllBytes(Path.Combine(folder, table + ".csv")), [.. keys, column])
            .Where(row => row[^1].Length > 0)
            .ToDictionary(
                row => Joined(row[..^1]),
                row => long.Parse(row[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    private static string Joined(IEnumerable<string> key) => string.Join('/', key);

    private static PackageException OtherRows(string folder, string table) =>
        new(folder, $"{table}.csv does not have the rows of this version");
}
