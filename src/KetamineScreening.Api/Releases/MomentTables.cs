using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Releases;

/// <summary>Writes the tables for analysis: moments of complete screenings, and psychometric figures computed from them.</summary>
internal static class MomentTables
{
    public static byte[] Moments(ClosedPeriod period)
    {
        var table = new CsvTable("kind", "item_a", "item_b", "value", "sd_noise");
        var items = MomentScale.Of(period.Questionnaire).Select(scale => scale.Item.Id).ToList();
        Add("n", "", "", Cell.Moments());
        foreach (var item in items) Add("sum", item, "", Cell.MomentSum(item));
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var other in items.Skip(i)) Add("product", items[i], other, Cell.MomentProduct(items[i], other));
        }

        return table.Write();

        void Add(string kind, string itemA, string itemB, Cell cell) =>
            table.Add(kind, itemA, itemB, CsvTable.Text(period.Count(cell)), CsvTable.Text(period.NoiseOf(cell.Block)));
    }

    public static byte[] Psychometrics(ClosedPeriod period)
    {
        var table = new CsvTable("measure", "item", "value", "standard_error");
        foreach (var figure in Domain.Aggregates.Psychometrics.Of(period.Questionnaire, period.Counters, period.Policy, period.Vocabulary))
        {
            table.Add(figure.Measure, figure.Item ?? "", CsvTable.Text(figure.Value), CsvTable.Text(figure.StandardError));
        }

        return table.Write();
    }
}
