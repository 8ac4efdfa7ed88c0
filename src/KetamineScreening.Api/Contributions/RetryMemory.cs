using KetamineScreening.Api.Http.Limits;

namespace KetamineScreening.Api.Contributions;

/// <summary>Remembers idempotency keys, so that a request that is repeated within ten minutes is counted once.</summary>
/// <remarks>
/// Keys are kept in memory, as keyed hashes, in two generations. A timer drops the older generation every ten minutes, so a key is
/// remembered for 10 to 20 minutes. Timers do not depend on the calendar, so setting the system clock changes nothing.
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

    /// <summary>Counts the screening of a request unless an earlier request with the same key was counted.</summary>
    /// <remarks>
    /// The lock is held while the screening is counted. Otherwise a retry could see the key of a screening that is then refused.
    /// </remarks>
    /// <param name="questionnaire">Id of the questionnaire; a key is remembered separately for each.</param>
    /// <param name="key">Idempotency key of the request.</param>
    /// <param name="count">Counts the screening; false if it cannot be counted, and then the key is not remembered.</param>
    /// <returns>Whether the screening is counted, now or by the earlier request. False also if the memory is full.</returns>
    public bool CountOnce(string questionnaire, string key, Func<bool> count)
    {
        // An id contains no space, so different pairs never give the same text.
        var entry = hash.Of($"{questionnaire} {key}");
        lock (gate)
        {
            if (current.Contains(entry) || previous.Contains(entry)) return true;
            return current.Count < MaxKeys && count() && current.Add(entry);
        }
    }

    /// <inheritdoc />
    public void Dispose() => timer.Dispose();

    private void DropOlderGeneration()
    {
        lock (gate) (previous, current) = (current, []);
    }
}
