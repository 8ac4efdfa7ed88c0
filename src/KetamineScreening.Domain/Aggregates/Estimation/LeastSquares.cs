using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>The counts that fulfil all known sums and are closest to the noisy ones, each deviation weighted by its noise.</summary>
/// <remarks>
/// The counters of one sum have equal variance, so they share the difference between the noisy and the estimated sum equally. Only the
/// parameters behind the sums have to be solved for. The estimate is linear in the counters, unbiased, and has the smallest variance of
/// all such estimates. The part of a counter that is relative to the mean of its sum is independent of every sum; the variance of
/// a count is therefore the variance of these parts plus that of the parameters. All arithmetic is exact.
/// </remarks>
internal sealed class LeastSquares
{
    private readonly NoisyCounters counters;
    private readonly KnownSums sums;
    private readonly KnownSum?[] sumOfCell;
    private readonly Dictionary<KnownSum, BigInteger> noisySums;
    private readonly BigInteger scale;
    private readonly BigInteger commonLength;
    private readonly NormalEquations equations;
    private readonly BigInteger[] parameters;
    private readonly bool isNoisy;

    public LeastSquares(NoisyCounters counters)
    {
        this.counters = counters;
        sums = new KnownSums(counters.Vocabulary);
        isNoisy = counters.Variances.Values.Any(variance => variance > 0);
        sumOfCell = new KnownSum?[counters.Values.Length];
        foreach (var sum in sums.All)
        {
            foreach (var cell in sum.Cells) sumOfCell[cell] = sum;
        }

        noisySums = new Dictionary<KnownSum, BigInteger>(ReferenceEqualityComparer.Instance);
        foreach (var sum in sums.All)
        {
            noisySums[sum] = sum.Cells.Aggregate(BigInteger.Zero, (total, cell) => total + counters.Values[cell]);
        }

        commonLength = sums.All.Select(sum => (BigInteger)sum.Cells.Length).Aggregate(LeastCommonMultiple);

        // Integer weights: without noise every weight fits, because the counters fulfil the sums already.
        var weights = sums.All.Select(sum => (Sum: sum, Weight: sum.Weight(isNoisy ? counters.Variances[sum.Block] : 1))).ToList();
        scale = weights.Select(entry => entry.Weight.Denominator).Aggregate(LeastCommonMultiple);
        var matrix = sums.Total.Select(_ => new BigInteger[sums.Total.Length]).ToArray();
        var right = new BigInteger[sums.Total.Length];
        foreach (var (sum, weight) in weights) Add(sum, weight.Numerator * (scale / weight.Denominator), matrix, right);
        equations = new NormalEquations(matrix);
        parameters = equations.Apply(right);
    }

    /// <summary>Estimate of a count.</summary>
    public Rational Value(LinearCount count)
    {
        var value = count.Cells.Aggregate(BigInteger.Zero, (sum, cell) => sum + cell.Value * counters.Values[cell.Key]) * commonLength;
        foreach (var (sum, coefficient) in BySum(count)) value -= coefficient * (commonLength / sum.Cells.Length) * noisySums[sum];
        var people = People(count);
        return new Rational(value * equations.Determinant + Dot(people, parameters), commonLength * equations.Determinant);
    }

    /// <summary>Covariance of the noise of two estimates; of an estimate with itself: its variance.</summary>
    public Rational Covariance(LinearCount left, LinearCount right)
    {
        if (!isNoisy) return 0;
        Rational covariance = 0;
        foreach (var (cell, coefficient) in left.Cells)
        {
            covariance += coefficient * right.Cells.GetValueOrDefault(cell) * VarianceOf(cell);
        }

        var ofRight = BySum(right);
        foreach (var (sum, coefficient) in BySum(left))
        {
            covariance -= new Rational(coefficient * ofRight.GetValueOrDefault(sum), sum.Cells.Length) * counters.Variances[sum.Block];
        }

        var people = Dot(People(left), equations.Apply(People(right)));
        return covariance + new Rational(people * scale, equations.Determinant * commonLength * commonLength);
    }

    private Rational VarianceOf(int cell) => counters.Variances[counters.Vocabulary.Cells[cell].Block];

    private void Add(KnownSum sum, BigInteger weight, BigInteger[][] matrix, BigInteger[] right)
    {
        for (var row = 0; row < right.Length; row++)
        {
            if (sum.People[row] == 0) continue;
            right[row] += weight * sum.People[row] * noisySums[sum];
            for (var column = 0; column < right.Length; column++) matrix[row][column] += weight * sum.People[row] * sum.People[column];
        }
    }

    private Dictionary<KnownSum, BigInteger> BySum(LinearCount count)
    {
        var coefficients = new Dictionary<KnownSum, BigInteger>(ReferenceEqualityComparer.Instance);
        foreach (var (cell, coefficient) in count.Cells)
        {
            if (sumOfCell[cell] is { } sum) coefficients[sum] = coefficients.GetValueOrDefault(sum) + coefficient;
        }

        return coefficients;
    }

    // Coefficients of the parameters, times the common length.
    private BigInteger[] People(LinearCount count)
    {
        var people = new BigInteger[sums.Total.Length];
        if (count.WithTotal) AddTo(sums.Total, commonLength);
        foreach (var (sum, coefficient) in BySum(count)) AddTo(sum.People, coefficient * (commonLength / sum.Cells.Length));
        return people;

        void AddTo(IReadOnlyList<int> coefficients, BigInteger factor)
        {
            for (var index = 0; index < people.Length; index++) people[index] += factor * coefficients[index];
        }
    }

    private static BigInteger Dot(BigInteger[] left, BigInteger[] right) =>
        left.Zip(right).Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.First * pair.Second);

    private static BigInteger LeastCommonMultiple(BigInteger left, BigInteger right) =>
        left / BigInteger.GreatestCommonDivisor(left, right) * right;
}
