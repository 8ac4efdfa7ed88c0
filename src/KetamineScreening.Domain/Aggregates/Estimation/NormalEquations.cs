using System.Numerics;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Exact inverse of the integer matrix of a weighted least squares problem.</summary>
/// <remarks>
/// Fraction-free Gauss-Jordan elimination (E. Bareiss 1968): every number stays an integer, and every division has no remainder. A
/// parameter that the earlier ones determine, or that no sum contains, gets a zero pivot. It is left out, which is the same as setting
/// it to 0; every combination of parameters that the sums determine keeps its value.
/// </remarks>
internal sealed class NormalEquations
{
    private readonly int size;
    private readonly bool[] isLeftOut;
    private readonly BigInteger[][] rows;

    /// <summary>Inverts a symmetric positive semidefinite matrix.</summary>
    public NormalEquations(BigInteger[][] matrix)
    {
        size = matrix.Length;
        isLeftOut = new bool[size];
        rows = [.. matrix.Select((row, index) =>
            row.Concat(Enumerable.Range(0, size).Select(column => column == index ? BigInteger.One : BigInteger.Zero)).ToArray())];
        Determinant = BigInteger.One;
        for (var pivot = 0; pivot < size; pivot++) Eliminate(pivot);
    }

    /// <summary>Determinant of the matrix of the parameters that are not left out.</summary>
    public BigInteger Determinant { get; private set; }

    /// <summary>The inverse times the determinant, applied to a vector.</summary>
    public BigInteger[] Apply(IReadOnlyList<BigInteger> vector)
    {
        var product = new BigInteger[size];
        for (var row = 0; row < size; row++)
        {
            if (isLeftOut[row]) continue;
            for (var column = 0; column < size; column++)
            {
                if (!isLeftOut[column] && !vector[column].IsZero) product[row] += rows[row][size + column] * vector[column];
            }
        }

        return product;
    }

    private void Eliminate(int pivot)
    {
        var (own, diagonal, previous) = (rows[pivot], rows[pivot][pivot], Determinant);
        isLeftOut[pivot] = diagonal.IsZero;
        if (diagonal.IsZero) return;
        for (var other = 0; other < size; other++)
        {
            if (other == pivot) continue;
            var (row, factor) = (rows[other], rows[other][pivot]);
            for (var column = 0; column < row.Length; column++) row[column] = (diagonal * row[column] - factor * own[column]) / previous;
        }

        Determinant = diagonal;
    }
}
