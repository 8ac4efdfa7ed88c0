using KetamineScreening.Api.Http.Limits;

namespace KetamineScreening.Api.Contributions;

/// <summary>Remembers idempotency keys, so that a request that is repeated within ten minutes is counted once.</summary>
/// <remarks>
/// <para>
/// Keys are kept in memory, as keyed hashes, in two generations. A timer drops the older generation every ten minutes, so a key is
/// remembered for 10 to 20 minutes. Timers do not depend on the calendar, so setting the system clock changes nothing.
/// </para>
/// <para>
/// The hash of a key decides its only place, where it replaces another key. So the memory is never full, and one request affects the
/// count of at most one other key. In a memory with a capacity, the request that fills it would decide whether all later keys are
/// remembered, and their totals would tell whether it came.
/// </para>
/// </remarks>
internal sealed class RetryMemory : IDisposable
{
    private const int PlaceCount = 1 << 17;
    private static readonly TimeSpan Generation = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly KeyedHash hash = new();
    private readonly ITimer timer;
    private UInt128[] current = new UInt128[PlaceCount];
    private UInt128[] previous = new UInt128[PlaceCount];

    /// <summary>A memory without keys.</summary>
    public RetryMemory(TimeProvider time) => timer = time.CreateTimer(_ => DropOlderGeneration(), null, Generation, Generation);

    /// <summary>Whether no earlier request with the same key is remembered.</summary>
    /// <param name="questionnaire">Id of the questionnaire; a key is remembered separately for each.</param>
    /// <param name="key">Idempotency key of the request.</param>
    public bool IsFirst(string questionnaire, string key)
    {
        // An id contains no space, so different pairs never give the same text.
        var entry = hash.Of($"{questionnaire} {key}");
        var place = (int)((ulong)entry % PlaceCount);
        lock (gate)
        {
            if (current[place] == entry || previous[place] == entry) return false;
            current[place] = entry;
            return true;
        }
    }

    /// <inheritdoc />
    public void Dispose() => timer.Dispose();

    private void DropOlderGeneration()
    {
        lock (gate)
        {
            (previous, current) = (current, previous);
            Array.Clear(current);
        }
    }
}
