using KetamineScreening.Api.Http;
namespace KetamineScreening.Api.Contributions;

/// <summary>Remembers idempotency keys in memory, as keyed hashes, for ten to twenty minutes.</summary>
internal sealed class RetryMemory(TimeProvider time)
{
    private const int MostKeys = 100_000;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly KeyedHash hash = new();
    private HashSet<UInt128> current = [];
    private HashSet<UInt128> previous = [];
    private DateTimeOffset began;

    /// <summary>What is known of a key.</summary>
    public enum Outcome
    {
        /// <summary>It is new, and now remembered.</summary>
        New,

        /// <summary>It was used already.</summary>
        Seen,

        /// <summary>It is new, and there is no room to remember it.</summary>
        Full,
    }

    /// <summary>Remembers a key used with a questionnaire, unless it was used already.</summary>
    public Outcome Remember(string questionnaire, string key)
    {
        var entry = Hash(questionnaire, key);
        lock (gate)
        {
            Age(time.GetUtcNow());
            if (current.Contains(entry) || previous.Contains(entry)) return Outcome.Seen;
            if (current.Count >= MostKeys) return Outcome.Full;
            current.Add(entry);
            return Outcome.New;
        }
    }

    /// <summary>Forgets a key whose screening was not counted after all.</summary>
    public void Forget(string questionnaire, string key)
    {
        var entry = Hash(questionnaire, key);
        lock (gate) current.Remove(entry);
    }

    // An id has no blank, so the two parts cannot run together.
    private UInt128 Hash(string questionnaire, string key) => hash.Of($"{questionnaire} {key}");

    private void Age(DateTimeOffset now)
    {
        // A clock set back must not keep keys for ever.
        var age = (now - began).Duration();
        if (age < Generation) return;
        (previous, current, began) = (age < 2 * Generation ? current : [], [], now);
    }
}
