using System.Net;
using KetamineScreening.Api.Http.Limits;
using IPNetwork = System.Net.IPNetwork;

namespace KetamineScreening.Api.Contributions;

/// <summary>Limits, in memory, how many screenings of one network are counted, so that nobody floods the totals.</summary>
/// <remarks>
/// <para>
/// Each network has a token bucket that refills within a day. Networks are known by a keyed hash whose key changes every day and is
/// never stored; the buckets of the day before are kept, so that a new day does not fill a bucket. No response, log line or metric depends
/// on a bucket. Whoever uses up the allowance of a network but for one screening would otherwise learn whether somebody else used that one.
/// </para>
/// <para>
/// The hash of a network decides the only place of its bucket, which replaces the bucket of another network. So the memory is never full:
/// nobody can keep others from being counted, and no single screening decides whether the limit applies to everybody after it.
/// </para>
/// </remarks>
internal sealed class NetworkAllowance(ContributionOptions options)
{
    /// <summary>
    /// A provider assigns many IPv6 networks (/56) to one customer or to many. All networks of a site (/48) together have this many times
    /// the allowance of one of them.
    /// </summary>
    public const int NetworksPerSite = 4;

    private const int PlaceCount = 1 << 18;

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
            var ofNetwork = Refilled(network, options.PerNetworkPerDay, now);
            var ofSite = Refilled(site, (long)NetworksPerSite * options.PerNetworkPerDay, now);
            var isAllowed = ofNetwork >= 1 & ofSite >= 1;
            var taken = isAllowed ? 1 : 0;
            current.Put(network, ofNetwork - taken, now);
            current.Put(site, ofSite - taken, now);
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
        if ((current.Find(network) ?? previous.Find(network)) is not { } bucket) return capacity;

        // The clock can be set back.
        var passed = now.UtcTicks > bucket.Ticks ? (double)(now.UtcTicks - bucket.Ticks) / TimeSpan.TicksPerDay : 0;
        return Math.Min(capacity, bucket.Tokens + capacity * passed);
    }

    /// <summary>A bucket.</summary>
    /// <param name="Key">Half of the hash of its network; 0 in an empty place.</param>
    /// <param name="Tokens">Tokens that were left.</param>
    /// <param name="Ticks">The time of that, in ticks (UTC).</param>
    private readonly record struct Bucket(ulong Key, double Tokens, long Ticks);

    /// <summary>The buckets of one day, under the key of that day.</summary>
    private sealed class Buckets
    {
        private readonly KeyedHash hash = new();
        private readonly Bucket[] places = new Bucket[PlaceCount];

        public Bucket? Find(Network network)
        {
            var (key, place) = Locate(network);
            return places[place].Key == key ? places[place] : null;
        }

        public void Put(Network network, double tokens, DateTimeOffset now)
        {
            var (key, place) = Locate(network);
            places[place] = new Bucket(key, tokens, now.UtcTicks);
        }

        private (ulong Key, int Place) Locate(Network network)
        {
            var entry = hash.Of(network);
            return ((ulong)(entry >> 64), (int)((ulong)entry % PlaceCount));
        }
    }
}
