using KetamineScreening.Api.Http.Limits;

namespace KetamineScreening.Api.Contributions;

/// <summary>Limits, in memory, how many screenings of one network are counted, so that nobody floods the totals.</summary>
/// <remarks>
/// A token bucket for each network that fills up within a day. Networks are known by a keyed hash whose key changes every day and is
/// never stored. No response depends on a bucket, so the limit tells nobody about others in the same network.
/// </remarks>
internal sealed class NetworkAllowance(ContributionOptions options)
{
    // Bounds the memory. Networks beyond it are counted without a limit until the next day.
    private const int MostNetworks = 200_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private Dictionary<UInt128, Bucket> buckets = [];
    private KeyedHash hash = new();
    private DateOnly day;

    /// <summary>Takes a token from the bucket of a network; false when it is empty.</summary>
    public bool TryTake(Network network, DateTimeOffset now)
    {
        if (options.PerNetworkPerDay == 0) return true;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        lock (gate)
        {
            if (day != today) (buckets, hash, day) = ([], new KeyedHash(), today);
            var key = hash.Of(network);
            if (!buckets.TryGetValue(key, out var bucket))
            {
                if (buckets.Count >= MostNetworks) return true;
                bucket = new Bucket(options.PerNetworkPerDay, now);
            }

            var tokens = Math.Min(options.PerNetworkPerDay, bucket.Tokens + options.PerNetworkPerDay * ((now - bucket.At) / Day));
            buckets[key] = new Bucket(tokens >= 1 ? tokens - 1 : tokens, now);
            return tokens >= 1;
        }
    }

    private readonly record struct Bucket(double Tokens, DateTimeOffset At);
}
