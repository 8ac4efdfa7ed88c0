namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>How much noise every counter bears: the budget of one screening, and how the blocks share it.</summary>
/// <remarks>
/// <para>
/// Neighbouring worlds differ by one screening added or removed. The noise gives zero-concentrated differential privacy
/// (M. Bun, T. Steinke 2016): a block with squared L2 sensitivity S and noise of variance S / (2 share rho) spends
/// share x rho; the shares add up to 1.
/// </para>
/// <para>
/// A counter gets such noise twice: when it is born, and afresh when it is frozen into a release. So whoever has one copy
/// of an open period and its release still learns no more than rho of anybody: a screening counted before the copy is
/// covered by the first noise, one counted after it by the second. The release alone bears both and spends half of rho.
/// </para>
/// </remarks>
public sealed record NoisePolicy
{
    /// <summary>Smallest budget that an operator may choose.</summary>
    public static readonly Rational SmallestRho = new(1, 20);

    /// <summary>Largest budget that an operator may choose.</summary>
    public static readonly Rational LargestRho = 1;

    /// <summary>Standard deviation of the fresh noise of the gate, in screenings.</summary>
    public const int GateSigma = 20;

    /// <summary>How the promise is kept, in a sentence for data sheets.</summary>
    public const string Mechanism = "discrete Gaussian noise in every counter before the first screening is counted, and as much again when it is released";

    /// <summary>Times a gate is asked for one stratum at the most.</summary>
    public const int MostGates = 4;

    private static readonly Dictionary<Block, Rational> Shares = new()
    {
        [Block.Options] = new(40, 100),
        [Block.Score] = new(10, 100),
        [Block.Bands] = new(10, 100),

        // The moments together have 40 %. A count is one number and bears far less noise than 435 products, and all that
        // is computed from the moments is divided by it, so it has a part of its own.
        [Block.MomentCount] = new(2, 100),
        [Block.MomentSums] = new(8, 100),
        [Block.MomentProducts] = new(30, 100),
    };

    // Of the number of screenings counted from a network in a day: see the property.
    private const int StandardAllowanceSigma = 3;

    private NoisePolicy(Rational rho) => Rho = rho;

    /// <summary>No noise at all. Nothing in the configuration leads here; tests compare exact figures with it.</summary>
    public static NoisePolicy None { get; } = new(0);

    /// <summary>Budget of one screening for all time, in zCDP.</summary>
    public Rational Rho { get; }

    /// <summary>What of the budget is spent against whoever has the releases and no copy of the store.</summary>
    public Rational RhoOfReleases => Rho / 2;

    /// <summary>Variance of the number of screenings that are counted from one network in a day.</summary>
    /// <remarks>Were the number fixed, anybody could use it up and see from what was left whether others of the network took part.</remarks>
    public Rational AllowanceVariance => Rho.Numerator.IsZero ? 0 : StandardAllowanceSigma * StandardAllowanceSigma;

    /// <summary>What the gates of one stratum can spend besides, at the most: each 1 / (2 sigma^2).</summary>
    public static Rational GateRho => new(MostGates, 2 * GateSigma * GateSigma);

    /// <summary>A policy with a budget.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The budget is out of its bounds.</exception>
    public static NoisePolicy Of(Rational rho)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rho, SmallestRho);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rho, LargestRho);
        return new NoisePolicy(rho);
    }

    /// <summary>Reads the budget that a period was begun with.</summary>
    /// <exception cref="ArgumentException">The text is no fraction.</exception>
    public static NoisePolicy Parse(string rho) =>
        !Rational.TryParse(rho, out var value) ? throw new ArgumentException("Not a fraction.", nameof(rho))
        : value.Numerator.IsZero ? None
        : Of(value);

    /// <summary>The part of the budget that a block spends, from 0 to 1.</summary>
    public static Rational Share(Block block) => Shares[block];

    /// <summary>Variance of the noise that every counter of a block is born with, and of that added when it is frozen.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational Variance(Block block, long squaredSensitivity) => Rho.Numerator.IsZero
        ? 0
        : new Rational(squaredSensitivity, 1) / (2 * Shares[block] * Rho);

    /// <summary>Variance of all the noise in a released count of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational ReleaseVariance(Block block, long squaredSensitivity) => 2 * Variance(block, squaredSensitivity);
}
