using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;

namespace KetamineScreening.Api.Releases.Tables;

/// <summary>The tables for analysis: moments of complete screenings, their covariance matrix and psychometric figures.</summary>
internal static class MomentTables
{
    /// <summary>Kinds of rows of the moments.</summary>
    public const string Number = "n", Sum = "sum", Product = "product";

    private static readonly CodeLabel[] Measures =
    [
        new("n", "Complete screenings"),
        new("mean", "Mean score"),
        new("sd", "Standard deviation of the score"),
        new("floor", "Share of the lowest score"),
        new("ceiling", "Share of the highest score"),
        new("alpha", "Cronbach's alpha"),
        new("sem", "Standard error of measurement"),
        new("item-rest", "Correlation of the item with the sum of all others"),
        new("alpha-if-dropped", "Alpha of all other items"),
    ];

    /// <summary>The moments that a period counts, with the columns that name them; none without sums and products.</summary>
    public static IReadOnlyList<(string Kind, string ItemA, string ItemB, Cell Cell)> Rows(ClosedPeriod period)
    {
        if (!period.Counters.Vocabulary.Blocks.Contains(Block.MomentSums)) return [];
        var items = MomentScale.Of(period.Questionnaire).Select(scale => scale.Item.Id).ToList();
        return
        [
            (Number, "", "", Cell.Moments()),
            .. items.Select(item => (Sum, item, "", Cell.MomentSum(item))),
            .. items.SelectMany((item, place) =>
                items.Skip(place).Select(other => (Product, item, other, Cell.MomentProduct(item, other)))),
        ];
    }

    /// <summary>The moments.</summary>
    public static ReleaseTable Moments(ClosedPeriod period, Estimates estimates) => new(
        period,
        "moments",
        "Sums and products of scored items over complete screenings",
        [
            Column.OfCodes("kind", "n, sum or product", [
                new(Number, "Number of complete screenings"),
                new(Sum, "Sum of item_a"),
                new(Product, "Sum of item_a times item_b")]),
            new("item_a", "string", "Id of an item; empty for n"),
            new("item_b", "string", "Id of the second item of a product; an item with itself too"),
            new("value", "integer", "Noisy number or sum in moment values; may be negative"),
            new("sd_noise", "number", "Standard deviation of the noise in value"),
        ],
        Rows(period).Select(row => (string[])
        [
            row.Kind, row.ItemA, row.ItemB, CsvTable.Text(estimates.Counters[row.Cell]), CsvTable.Text(estimates.Deviation([row.Cell])),
        ]))
    {
        UniqueKey = ["kind", "item_a", "item_b"],
    };

    /// <summary>The covariance matrix, wide.</summary>
    public static ReleaseTable Covariance(ClosedPeriod period, CovarianceMatrix matrix) => new(
        period,
        "covariance",
        "Covariances of the scored items over complete screenings",
        [
            new("n", "integer", "Noisy number of complete screenings, the same in every row"),
            new("item", "string", "Id of an item"),
            .. matrix.Items.Select(item => new Column(item.Id, "number", $"Covariance with {item.Id}, in points squared")),
        ],
        matrix.Items.Select((item, row) => (string[])
        [
            CsvTable.Text(matrix.Count), item.Id, .. matrix.Items.Select((_, column) => CsvTable.Text(matrix.Values[row, column])),
        ]))
    {
        PrimaryKey = ["item"],
        CodebookKeys = [new(["item"], ["id"])],
    };

    /// <summary>The psychometric figures.</summary>
    public static ReleaseTable Psychometrics(ClosedPeriod period, Estimates estimates) => new(
        period,
        "psychometrics",
        "Psychometric figures over complete screenings",
        [
            Column.OfCodes("measure", "Name of the figure", Measures),
            new("item", "string", "Id of the item, for figures of an item"),
            new("value", "number", "The figure, corrected for the noise; empty when too few people took part"),
            new("se_noise", "number", "Standard error of the figure that the noise causes"),
            new("se_sampling", "number", "Standard error of the figure from sampling"),
            new("ci_low", "number", "Lower end of the 95 % interval, noise and sampling"),
            new("ci_high", "number", "Upper end of the 95 % interval, noise and sampling"),
        ],
        estimates.Figures.Select(figure => (string[])
        [
            figure.Measure,
            figure.Item ?? "",
            CsvTable.Text(figure.Value),
            CsvTable.Text(figure.NoiseError),
            CsvTable.Text(figure.SamplingError),
            CsvTable.Text(figure.Low),
            CsvTable.Text(figure.High),
        ]))
    {
        UniqueKey = ["measure", "item"],
    };
}
