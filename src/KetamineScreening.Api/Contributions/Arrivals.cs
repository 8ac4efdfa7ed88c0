using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>The sum of the screenings of one major version that arrived since the last turn, by the period in which they arrived.</summary>
/// <remarks>
/// Memory holds one vector of fixed length for each period, never a single screening and never their number. A screening that is not to
/// be counted is added to a vector that is thrown away, so that it takes the same work.
/// </remarks>
internal sealed class Arrivals(string questionnaire, int major, Vocabulary vocabulary, Vocabulary small)
{
    private readonly int[][] indexes =
    [
        [.. Enumerable.Range(0, vocabulary.Cells.Length)],
        [.. small.Cells.Select(cell => vocabulary.Cells.IndexOf(cell))],
    ];
    private readonly Lock gate = new();
    private readonly long[] discarded = GC.AllocateArray<long>(vocabulary.Cells.Length, pinned: true);
    private Dictionary<CalendarPeriod, long[]> sums = [];

    /// <summary>Id of the questionnaire.</summary>
    public string Questionnaire => questionnaire;

    /// <summary>Its major version.</summary>
    public int Major => major;

    /// <summary>The counters in their order, those of the full profile.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Adds a screening.</summary>
    /// <param name="result">The scored screening.</param>
    /// <param name="about">What the person says about themselves.</param>
    /// <param name="period">The period in which it arrived.</param>
    /// <param name="isCounted">Whether it counts.</param>
    public void Add(ScreeningResult result, AboutPerson about, CalendarPeriod period, bool isCounted)
    {
        lock (gate)
        {
            if (!sums.TryGetValue(period, out var sum)) sums.Add(period, sum = Empty());
            vocabulary.Add(result, about, isCounted ? sum : discarded);
        }
    }

    /// <summary>For each counter of a profile, its index in a sum.</summary>
    public int[] IndexesIn(PrivacyProfile profile) => indexes[(int)profile];

    /// <summary>Takes what arrived, by period.</summary>
    public IReadOnlyDictionary<CalendarPeriod, long[]> Take()
    {
        lock (gate)
        {
            var taken = sums;
            sums = [];
            Clear(discarded);
            return taken;
        }
    }

    /// <summary>Clears a sum that was written to the store.</summary>
    public static void Clear(long[] sum) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(sum.AsSpan()));

    private long[] Empty() => GC.AllocateArray<long>(vocabulary.Cells.Length, pinned: true);
}
