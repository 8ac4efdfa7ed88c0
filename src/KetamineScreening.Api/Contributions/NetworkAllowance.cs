using KetamineScreening.Api.Http.Limits;
using System.Numerics;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Contributions;

/// <summary>Counts, in memory, how many screenings of a network were counted today (UTC), so that nobody floods the totals.</summary>
/// <remarks>
/// Networks are known by a hash whose secret changes every day and is never stored. How many are counted is drawn for each
/// network and day, around what the operator set: with a fixed number somebody could use it up and see from what was
/// left whether others of the same household had taken part.
/// </remarks>
internal sealed class NetworkAllowance(ContributionOptions options, NoisePolicy policy, DiscreteGaussian noise, TimeProvider time)
{
    // Bounds the memory; a flood from more networks than this is not counted, and everybody still gets a result.
    private const int MostNetworks = 200_000;

    private readonly Lock gate = new();
    private Dictionary<UInt128, int> left = [];
    private KeyedHash hash = new();
    private DateOnly day;

    /// <summary>Takes one from the allowance of a network; false when it is used up.</summary>
    public bool TryTake(Network network)
    {
        if (options.PerNetworkPerDay == 0) return true;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (gate)
        {
            if (day != today) (left, hash, day) = ([], new KeyedHash(), today);
            var key = hash.Of(network);
            if (!left.TryGetValue(key, out var remaining))
            {
                if (left.Count >= MostNetworks) return false;
                remaining = Draw();
            }

            left[key] = Math.Max(0, remaining - 1);
            return remaining > 0;
        }
    }

    private int Draw() => (int)BigInteger.Clamp(options.PerNetworkPerDay + noise.Sample(policy.AllowanceVariance), 1, int.MaxValue);
}
