namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>The privacy budget of one screening, its division among the blocks, and the noise variance that follows.</summary>
/// <remarks>
/// <para>
/// Neighbouring data sets differ by one screening added or removed. The noise gives zero-concentrated differential privacy
/// (zCDP; M. Bun, T. Steinke 2016): a block with squared L2 sensitivity S and noise of variance S / (2 share rho) spends
/// share x rho of the budget; the shares add up to 1.
/// </para>
/// <para>
/// A counter gets this noise twice: once when it is created and again, independently, when it is frozen into a release. An
/// attacker with one copy of an open period and its release therefore gains at most rho about any screening: a screening
/// counted before the copy is protected by the first noise, a later one by the second. The release alone contains both
/// and spends half of rho.
/// </para>
/// </remarks>
public sealed record NoisePolicy
{
    /// <summary>Smallest budget that can be configured.</summary>
    public static readonly Rational SmallestRho = new(1, 20);

    /// <summary>Largest budget that can be configured.</summary>
    public static readonly Rational LargestRho = 1;

    /// <summary>Standard deviation of the noise that the gate adds to its count, in screenings.</summary>
    public const int GateSigma = 20;

    /// <summary>The mechanism in one sentence, for data sheets.</summary>
    public const string Mechanism =
        "discrete Gaussian noise in every counter before the first screening is counted, and as much again when it is released";

    /// <summary>Largest number of gate checks for one period.</summary>
    public const int MostGates = 4;

    private static readonly Dictionary<Block, Rational> Shares = new()
    {
        [Block.Options] = new(40, 100),
        [Block.Score] = new(10, 100),
        [Block.Bands] = new(10, 100),

        // The moments share 40 %. The count has its own part: it is a single number with far less noise than 435 products,
        // and every statistic of the moments is divided by it.
        [Block.MomentCount] = new(2, 100),
        [Block.MomentSums] = new(8, 100),
        [Block.MomentProducts] = new(30, 100),
    };

    private const int AllowanceSigma = 3;

    private NoisePolicy(Rational rho) => Rho = rho;

    /// <summary>No noise. Configuration cannot select it; tests use it to compare exact figures.</summary>
    public static NoisePolicy None { get; } = new(0);

    /// <summary>Lifetime budget of one screening, as rho of zCDP.</summary>
    public Rational Rho { get; }

    /// <summary>Part of the budget spent on the releases alone, without a copy of the database.</summary>
    public Rational RhoOfReleases => Rho / 2;

    /// <summary>Variance of the noise on the number of screenings that one network may contribute per day.</summary>
    /// <remarks>
    /// With a fixed number, one member of a network could use it up and deduce from the remainder whether others contributed.
    /// </remarks>
    public Rational AllowanceVariance => Rho.Numerator.IsZero ? 0 : AllowanceSigma * AllowanceSigma;

    /// <summary>Largest additional budget that the gate checks of one period spend: 1 / (2 sigma^2) each.</summary>
    public static Rational GateRho => new(MostGates, 2 * GateSigma * GateSigma);

    /// <summary>A policy with a budget from <see cref="SmallestRho"/> to <see cref="LargestRho"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The budget is out of range.</exception>
    public static NoisePolicy Of(Rational rho)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rho, SmallestRho);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rho, LargestRho);
        return new NoisePolicy(rho);
    }

    /// <summary>Parses the budget stored with a period; 0 gives <see cref="None"/>.</summary>
    /// <exception cref="ArgumentException">The text is not a fraction, or the budget is out of range.</exception>
    public static NoisePolicy Parse(string rho) =>
        !Rational.TryParse(rho, out var value) ? throw new ArgumentException("Not a fraction.", nameof(rho))
        : value.Numerator.IsZero ? None
        : Of(value);

    /// <summary>The part of the budget that a block spends, from 0 to 1.</summary>
    public static Rational Share(Block block) => Shares[block];

    /// <summary>Variance of the noise that a counter of a block gets when it is created, and again when it is frozen.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational Variance(Block block, long squaredSensitivity) => Rho.Numerator.IsZero
        ? 0
        : new Rational(squaredSensitivity, 1) / (2 * Shares[block] * Rho);

    /// <summary>Variance of the total noise in a released counter of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational ReleaseVariance(Block block, long squaredSensitivity) => 2 * Variance(block, squaredSensitivity);
}
