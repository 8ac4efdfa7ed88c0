using System.Collections.Immutable;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>The few totals that all statistics of the score are functions of, each a linear combination of counters.</summary>
/// <remarks>
/// They are the number of complete screenings, and for each scored item its sum, its sum of squares and its sum of products with all
/// other items, with weights measured from the midpoint of their scales.
/// </remarks>
/// <param name="scales">The scored items.</param>
internal sealed class MomentTotals(ImmutableArray<MomentScale> scales)
{
    // The reference people answer nearer to the low end, with half of the largest possible deviation; their items correlate by 0.3.
    private const double ReferenceMean = -0.5;
    private const double ReferenceVariance = 0.25;
    private const double ReferenceCorrelation = 0.3;

    /// <summary>The scored items.</summary>
    public ImmutableArray<MomentScale> Scales { get; } = scales;

    /// <summary>Number of totals.</summary>
    public int Length => 1 + 3 * Scales.Length;

    /// <summary>Position of the sum of an item; position 0 is the number of screenings.</summary>
    public static int Sum(int item) => 1 + item;

    /// <summary>Position of the sum of squares of an item.</summary>
    public int Square(int item) => 1 + Scales.Length + item;

    /// <summary>Position of the sum of products of an item with all others.</summary>
    public int WithOthers(int item) => 1 + 2 * Scales.Length + item;

    /// <summary>The totals of noisy counters.</summary>
    public double[] Of(NoisyCounters counters)
    {
        var totals = new double[Length];
        totals[0] = counters[Cell.Moments()];
        for (var i = 0; i < Scales.Length; i++)
        {
            var a = Scales[i];
            totals[Sum(i)] = a.Unit * counters[Cell.MomentSum(a.Item.Id)];
            for (var j = i; j < Scales.Length; j++) AddProduct(totals, i, j, counters[Cell.MomentProduct(a.Item.Id, Scales[j].Item.Id)]);
        }

        return totals;
    }

    /// <summary>The totals that a number of typical people would have; they depend on nothing but that number.</summary>
    public double[] OfReference(double count)
    {
        var totals = new double[Length];
        totals[0] = count;
        for (var i = 0; i < Scales.Length; i++)
        {
            totals[Sum(i)] = Scales[i].Unit * count * ReferenceMean * Scales[i].Largest;
            for (var j = i; j < Scales.Length; j++)
            {
                var covariance = ReferenceVariance * (i == j ? 1 : ReferenceCorrelation);
                AddProduct(totals, i, j, count * Scales[i].Largest * Scales[j].Largest * (covariance + ReferenceMean * ReferenceMean));
            }
        }

        return totals;
    }

    private void AddProduct(double[] totals, int i, int j, double sum)
    {
        var product = Scales[i].Unit * Scales[j].Unit * sum;
        if (i == j)
        {
            totals[Square(i)] = product;
            return;
        }

        totals[WithOthers(i)] += product;
        totals[WithOthers(j)] += product;
    }
}
