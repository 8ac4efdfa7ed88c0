using System.Net;
using KetamineScreening.Api.Http.Limits;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Contributions;

/// <summary>Limits, in memory, how many screenings of one network are counted, so that nobody floods the totals.</summary>
/// <remarks>
/// Each network has a token bucket that refills within a day. Networks are known by a keyed hash whose key changes every day and is
/// never stored. No response depends on a bucket, so the limit discloses nothing about other people in the same network.
/// </remarks>
internal sealed partial class NetworkAllowance(ContributionOptions options, ILogger<NetworkAllowance> logger)
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
    private Dictionary<UInt128, Bucket> buckets = [];
    private KeyedHash hash = new();
    private DateOnly day;
    private bool isReached;

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
            var (network, site) = (hash.Of(Network.Of(address)), hash.Of(Network.SiteOf(address)));
            var isAllowed = Refilled(network, options.PerNetworkPerDay, now) >= 1
                & Refilled(site, (long)NetworksPerSite * options.PerNetworkPerDay, now) >= 1;
            Take(network, isAllowed);
            Take(site, isAllowed);
            isReached |= !isAllowed;
            return isAllowed;
        }
    }

    private void BeginDay(DateOnly today)
    {
        if (day == today) return;
        if (isReached) LogReached(day);
        (buckets, hash, day, isReached) = ([], new KeyedHash(), today, false);
    }

    private double Refilled(UInt128 key, double capacity, DateTimeOffset now)
    {
        if (!buckets.TryGetValue(key, out var bucket))
        {
            if (buckets.Count >= MostNetworks) return 1;
            bucket = new Bucket(capacity, now);
        }

        // The clock can be set back.
        var passed = now > bucket.At ? (now - bucket.At) / Day : 0;
        var tokens = Math.Min(capacity, bucket.Tokens + capacity * passed);
        buckets[key] = new Bucket(tokens, now);
        return tokens;
    }

    private void Take(UInt128 key, bool isAllowed)
    {
        if (buckets.TryGetValue(key, out var bucket)) buckets[key] = bucket with { Tokens = bucket.Tokens - (isAllowed ? 1 : 0) };
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "On {Day} a network reached Contributions:PerNetworkPerDay; its other screenings were scored and not counted.")]
    private partial void LogReached(DateOnly day);

    private readonly record struct Bucket(double Tokens, DateTimeOffset At);
}
