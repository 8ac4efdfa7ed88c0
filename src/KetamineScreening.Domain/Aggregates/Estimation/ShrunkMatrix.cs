namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Makes covariances positive definite by mixing in a matrix in which all pairs of items correlate equally.</summary>
internal static class ShrunkMatrix
{
    // The smallest eigenvalue that the correlations must have; factor analyses fail to converge near 0.
    private const double SmallestEigenvalue = 0.02;
    private const double LargestCorrelation = 0.95;
    private const int Steps = 50;

    /// <summary>The matrix with as little mixed in as the noise and a positive definite result require.</summary>
    public static double[,] Of(ItemCovariances covariances)
    {
        var target = EqualCorrelations(covariances.Values);
        var least = PartFromNoise(covariances, target);
        for (var step = 0; step < Steps; step++)
        {
            var mixed = Mixed(covariances.Values, target, least + (1 - least) * step / Steps);
            if (IsPositiveDefinite(mixed)) return mixed;
        }

        return target;
    }

    /// <summary>Whether all eigenvalues of the correlations are above the smallest allowed: whether a Cholesky factor exists.</summary>
    public static bool IsPositiveDefinite(double[,] covariances)
    {
        var size = covariances.GetLength(0);
        var factor = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = i == j
                    ? 1 - SmallestEigenvalue
                    : covariances[i, j] / (Math.Sqrt(covariances[i, i]) * Math.Sqrt(covariances[j, j]));
                for (var k = 0; k < j; k++) rest -= factor[i, k] * factor[j, k];
                if (i == j && rest <= 0) return false;
                factor[i, j] = i == j ? Math.Sqrt(rest) : rest / factor[j, j];
            }
        }

        return true;
    }

    // The correlation is chosen such that the sum of all covariances stays the same.
    private static double[,] EqualCorrelations(double[,] values)
    {
        var size = values.GetLength(0);
        double sum = 0, products = 0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                sum += values[i, j];
                products += Math.Sqrt(values[i, i]) * Math.Sqrt(values[j, j]);
            }
        }

        var correlation = Math.Clamp(sum / products, 0, LargestCorrelation);
        return Combined(size, (i, j) => (i == j ? 1 : correlation) * Math.Sqrt(values[i, i]) * Math.Sqrt(values[j, j]));
    }

    // The part of the differences from the target that noise explains.
    private static double PartFromNoise(ItemCovariances covariances, double[,] target)
    {
        double noise = 0, differences = 0;
        for (var i = 0; i < target.GetLength(0); i++)
        {
            for (var j = 0; j < i; j++)
            {
                noise += covariances.NoiseVariance(i, j);
                differences += (covariances.Values[i, j] - target[i, j]) * (covariances.Values[i, j] - target[i, j]);
            }
        }

        return noise > 0 ? Math.Min(noise / differences, 1) : 0;
    }

    private static double[,] Mixed(double[,] values, double[,] target, double part) => Combined(
        values.GetLength(0), (i, j) => i == j ? values[i, i] : (1 - part) * values[i, j] + part * target[i, j]);

    private static double[,] Combined(int size, Func<int, int, double> value)
    {
        var matrix = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) matrix[i, j] = value(i, j);
        }

        return matrix;
    }
}
