using System.Collections.Immutable;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Unbiased covariances of the scored items, with the variance of their noise.</summary>
internal sealed class ItemCovariances
{
    // A variance that noise makes smaller than this part of that of typical people is raised to it.
    private const double SmallestVariance = 0.05;
    private const double TypicalVariance = 0.25;

    private readonly NoisyCounters counters;
    private readonly double count;
    private readonly double productDeviation;
    private readonly MomentTotals totals;

    public ItemCovariances(NoisyCounters counters)
    {
        this.counters = counters;
        Items = MomentScale.Of(counters.Vocabulary.Questionnaire);
        totals = new MomentTotals(Items);
        count = counters[Cell.Moments()];
        productDeviation = counters.Deviation(Block.MomentProducts);
        Values = Matrix();
    }

    /// <summary>The scored items.</summary>
    public ImmutableArray<MomentScale> Items { get; }

    /// <summary>Covariance of each pair of items, in points squared.</summary>
    public double[,] Values { get; }

    /// <summary>Expected noise of a covariance relative to the variance of an item of typical people; it depends on n alone.</summary>
    public double ExpectedError
    {
        get
        {
            double noise = 0, typical = 0;
            foreach (var a in Items)
            {
                foreach (var b in Items)
                {
                    var unit = a.Unit * b.Unit;
                    noise += unit * unit;
                    typical += unit * unit * a.Largest * a.Largest * b.Largest * b.Largest * TypicalVariance * TypicalVariance;
                }
            }

            return productDeviation / count * Math.Sqrt(noise / typical);
        }
    }

    /// <summary>Variance of the noise in a covariance.</summary>
    public double NoiseVariance(int a, int b)
    {
        var deviation = Items[a].Unit * Items[b].Unit * productDeviation / count;
        return deviation * deviation;
    }

    private double[,] Matrix()
    {
        var values = totals.Of(counters);
        var statistics = new ScoreStatistics(totals, counters.Variances[Block.MomentSums].ToDouble());
        var pairs = count * (count - 1);
        var matrix = new double[Items.Length, Items.Length];
        for (var i = 0; i < Items.Length; i++)
        {
            var typical = Items[i].Unit * Items[i].Unit * Items[i].Largest * Items[i].Largest * TypicalVariance;
            matrix[i, i] = Math.Max(statistics.Variance(values, i) / pairs, SmallestVariance * typical);
            for (var j = i + 1; j < Items.Length; j++)
            {
                var product = Items[i].Unit * Items[j].Unit * counters[Cell.MomentProduct(Items[i].Item.Id, Items[j].Item.Id)];
                var sums = values[MomentTotals.Sum(i)] * values[MomentTotals.Sum(j)];
                matrix[i, j] = matrix[j, i] = (count * product - sums) / pairs;
            }
        }

        return matrix;
    }
}
