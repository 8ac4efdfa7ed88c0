using KetamineScreening.Api.Http.Limits;

namespace KetamineScreening.Api.Contributions;

/// <summary>Remembers idempotency keys, so that a request that is repeated within ten minutes is counted once.</summary>
/// <remarks>
/// Keys are kept in memory, as keyed hashes, in two generations. A timer drops the older generation every ten minutes, so a key is
/// remembered for 10 to 20 minutes. Timers do not depend on the calendar, so setting the system clock changes nothing. A full memory
/// counts without remembering: a retry can then count twice, and nobody is refused.
/// </remarks>
internal sealed class RetryMemory : IDisposable
{
    private const int MaxKeys = 100_000;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly KeyedHash hash = new();
    private readonly ITimer timer;
    private HashSet<UInt128> current = [];
    private HashSet<UInt128> previous = [];

    /// <summary>A memory without keys.</summary>
    public RetryMemory(TimeProvider time) => timer = time.CreateTimer(_ => DropOlderGeneration(), null, Generation, Generation);

    /// <summary>Whether no earlier request with the same key is remembered.</summary>
    /// <param name="questionnaire">Id of the questionnaire; a key is remembered separately for each.</param>
    /// <param name="key">Idempotency key of the request.</param>
    public bool IsFirst(string questionnaire, string key)
    {
        // An id contains no space, so different pairs never give the same text.
        var entry = hash.Of($"{questionnaire} {key}");
        lock (gate)
        {
            if (current.Contains(entry) || previous.Contains(entry)) return false;
            if (current.Count < MaxKeys) current.Add(entry);
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => timer.Dispose();

    private void DropOlderGeneration()
    {
        lock (gate) (previous, current) = (current, []);
    }
}
