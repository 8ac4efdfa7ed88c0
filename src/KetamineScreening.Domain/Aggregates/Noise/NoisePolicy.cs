namespace KetamineScreening.Domain.Aggregates.Noise;

/// <summary>The privacy budget of one screening, its division among the blocks, and the noise variance that follows.</summary>
/// <remarks>
/// <para>
/// Neighbouring data sets differ by one screening added or removed. The noise gives zero-concentrated differential privacy
/// (zCDP; M. Bun, T. Steinke 2016): a block with squared L2 sensitivity S and noise of variance S / (2 share rho) spends
/// share x rho of the budget; the shares add up to 1.
/// </para>
/// <para>
/// A counter gets this noise twice: once when its period begins and again, independently, when it is released. Somebody with one
/// state of an open period, its key, and the release gains at most rho about any screening: a screening counted before that state is
/// protected by the first noise, a later one by the second. The release alone has both and spends half of rho.
/// </para>
/// </remarks>
/// <param name="Rho">Budget of one screening, as rho of zCDP.</param>
/// <param name="Profile">Division of the budget.</param>
public sealed record NoisePolicy(Rational Rho, PrivacyProfile Profile)
{
    /// <summary>Smallest budget that can be configured.</summary>
    public static readonly Rational SmallestRho = new(1, 20);

    /// <summary>Largest budget that can be configured.</summary>
    public static readonly Rational LargestRho = 1;

    /// <summary>The mechanism in one sentence, for data sheets.</summary>
    public const string Mechanism =
        "discrete Gaussian noise in every counter before the first screening is counted, and as much again when it is released";

    private static readonly Dictionary<PrivacyProfile, Dictionary<Block, int>> Percent = new()
    {
        [PrivacyProfile.Full] = new()
        {
            [Block.Options] = 31,
            [Block.Score] = 7,
            [Block.Bands] = 8,
            [Block.Groups] = 12,
            [Block.Flags] = 8,
            [Block.MomentCount] = 4,
            [Block.MomentSums] = 7,
            [Block.MomentProducts] = 23,
        },
        [PrivacyProfile.Small] = new()
        {
            [Block.Options] = 43,
            [Block.Score] = 12,
            [Block.Bands] = 17,
            [Block.Groups] = 12,
            [Block.Flags] = 12,
            [Block.MomentCount] = 4,
        },
    };

    /// <summary>No noise. Configuration cannot select it; tests use it to compare exact figures.</summary>
    public static NoisePolicy None { get; } = new(0, PrivacyProfile.Full);

    /// <summary>Part of the budget spent on the releases alone, without a copy of the store.</summary>
    public Rational RhoOfReleases => Rho / 2;

    /// <summary>A policy with a budget from <see cref="SmallestRho"/> to <see cref="LargestRho"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The budget is out of range.</exception>
    public static NoisePolicy Of(Rational rho, PrivacyProfile profile = PrivacyProfile.Full)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rho, SmallestRho);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rho, LargestRho);
        return new NoisePolicy(rho, profile);
    }

    /// <summary>Parses the budget stored with a period; 0 gives no noise.</summary>
    /// <exception cref="ArgumentException">The text is not a fraction, or the budget is out of range.</exception>
    public static NoisePolicy Parse(string rho, PrivacyProfile profile) =>
        !Rational.TryParse(rho, out var value) ? throw new ArgumentException("Not a fraction.", nameof(rho))
        : value.Numerator.IsZero ? None with { Profile = profile }
        : Of(value, profile);

    /// <summary>The part of the budget that a block spends, from 0 to 1.</summary>
    public Rational Share(Block block) => new(Percent[Profile][block], 100);

    /// <summary>Variance of the noise that a counter of a block gets when its period begins, and again when it is released.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational Variance(Block block, long squaredSensitivity) => Rho.Numerator.IsZero
        ? 0
        : new Rational(squaredSensitivity, 1) / (2 * Share(block) * Rho);

    /// <summary>Variance of the total noise in a released counter of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="squaredSensitivity">Squared L2 sensitivity of the block.</param>
    public Rational ReleaseVariance(Block block, long squaredSensitivity) => 2 * Variance(block, squaredSensitivity);
}
