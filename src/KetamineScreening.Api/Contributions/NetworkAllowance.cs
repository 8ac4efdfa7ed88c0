using System.Net;
using KetamineScreening.Api.Http.Limits;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Contributions;

/// <summary>Limits, in memory, how many screenings of one network are counted, so that nobody floods the totals.</summary>
/// <remarks>
/// Each network has a token bucket that refills within a day. Networks are known by a keyed hash whose key changes every day and is
/// never stored; the buckets of the day before are kept, so that a new day does not fill a bucket. No response, log line or metric depends
/// on a bucket. Whoever uses up the allowance of a network but for one screening would otherwise learn whether somebody else used that one.
/// </remarks>
internal sealed class NetworkAllowance(ContributionOptions options)
{
    /// <summary>
    /// A provider assigns many IPv6 networks (/56) to one customer or to many. All networks of a site (/48) together have this many times
    /// the allowance of one of them.
    /// </summary>
    public const int NetworksPerSite = 4;

    // Bounds the memory. Further networks are counted without a limit until the next day.
    private const int MostNetworks = 200_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly List<IPNetwork> trusted = [.. options.TrustedNetworks.Select(text => Proxies.TryParse(text)!.Value)];
    private readonly Lock gate = new();
    private Buckets current = new();
    private Buckets previous = new();
    private DateOnly day;

    /// <summary>Takes a token of the network of a client; false when none is left.</summary>
    /// <param name="client">Address of the client.</param>
    /// <param name="now">Current time.</param>
    public bool TryTake(IPAddress? client, DateTimeOffset now)
    {
        var address = client ?? IPAddress.Loopback;
        if (options.PerNetworkPerDay == 0 || trusted.Exists(network => network.Contains(address))) return true;
        lock (gate)
        {
            BeginDay(DateOnly.FromDateTime(now.UtcDateTime));
            var (network, site) = (Network.Of(address), Network.SiteOf(address));
            var isAllowed = Refilled(network, options.PerNetworkPerDay, now) >= 1
                & Refilled(site, (long)NetworksPerSite * options.PerNetworkPerDay, now) >= 1;
            Take(network, isAllowed);
            Take(site, isAllowed);
            return isAllowed;
        }
    }

    private void BeginDay(DateOnly today)
    {
        if (day == today) return;
        previous = today == day.AddDays(1) ? current : new Buckets();
        (current, day) = (new Buckets(), today);
    }

    private double Refilled(Network network, double capacity, DateTimeOffset now)
    {
        var key = current.Hash.Of(network);
        if (!current.ByNetwork.TryGetValue(key, out var bucket))
        {
            if (current.ByNetwork.Count >= MostNetworks) return 1;
            bucket = previous.ByNetwork.GetValueOrDefault(previous.Hash.Of(network), new Bucket(capacity, now));
        }

        // The clock can be set back.
        var passed = now > bucket.At ? (now - bucket.At) / Day : 0;
        var tokens = Math.Min(capacity, bucket.Tokens + capacity * passed);
        current.ByNetwork[key] = new Bucket(tokens, now);
        return tokens;
    }

    private void Take(Network network, bool isAllowed)
    {
        var key = current.Hash.Of(network);
        if (!current.ByNetwork.TryGetValue(key, out var bucket)) return;
        current.ByNetwork[key] = bucket with { Tokens = bucket.Tokens - (isAllowed ? 1 : 0) };
    }

    private readonly record struct Bucket(double Tokens, DateTimeOffset At);

    /// <summary>The buckets of one day, under the key of that day.</summary>
    private sealed class Buckets
    {
        public KeyedHash Hash { get; } = new();

        public Dictionary<UInt128, Bucket> ByNetwork { get; } = [];
    }
}
