using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Aggregates;

/// <summary>Counts, in memory, how many screenings of a network were counted today (UTC), so that nobody floods the totals.</summary>
/// <remarks>Networks are known by a hash whose secret changes every day and is never stored.</remarks>
public sealed class NetworkAllowance(Settings settings, TimeProvider time)
{
    // Bounds the memory; a flood from more networks than this is not counted, and everybody still gets a result.
    private const int MostNetworks = 200_000;

    private readonly Lock gate = new();
    private Dictionary<UInt128, int> counted = [];
    private KeyedHash hash = new();
    private DateOnly day;

    /// <summary>Takes one from the allowance of a network; false when it is used up.</summary>
    public bool TryTake(Network network)
    {
        if (settings.PerNetworkPerDay == 0) return true;
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        lock (gate)
        {
            if (day != today) (counted, hash, day) = ([], new KeyedHash(), today);
            var key = hash.Of(network);
            var used = counted.GetValueOrDefault(key);
            if (used >= settings.PerNetworkPerDay || (used == 0 && counted.Count >= MostNetworks)) return false;
            counted[key] = used + 1;
            return true;
        }
    }
}
