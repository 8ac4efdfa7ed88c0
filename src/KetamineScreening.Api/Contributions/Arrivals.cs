using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>The sum of the screenings of one major version that arrived since the last turn, by the quarter of their arrival.</summary>
/// <remarks>
/// Memory contains one vector of fixed length, two at the end of a quarter. While only one person arrives between two turns, the vector
/// is the screening of that person. A screening that is not counted is added to a vector that is thrown away, so that it takes the same
/// work.
/// </remarks>
internal sealed class Arrivals(string questionnaire, int major, Vocabulary vocabulary, Vocabulary small)
{
    private readonly int[][] indexes = [IndexesOf(vocabulary, vocabulary), IndexesOf(small, vocabulary)];
    private readonly Lock gate = new();
    private readonly long[] discarded = NewSum(vocabulary);
    private List<QuarterSum> earlier = [];
    private QuarterSum current = new(default, NewSum(vocabulary));

    /// <summary>Id of the questionnaire.</summary>
    public string Questionnaire => questionnaire;

    /// <summary>Its major version.</summary>
    public int Major => major;

    /// <summary>Adds a screening.</summary>
    /// <param name="result">The scored screening.</param>
    /// <param name="about">What the person says about themselves.</param>
    /// <param name="quarter">The quarter in which it arrived.</param>
    /// <param name="isCounted">Whether it is counted.</param>
    public void Add(ScreeningResult result, AboutPerson about, CalendarPeriod quarter, bool isCounted)
    {
        lock (gate)
        {
            Begin(quarter);
            vocabulary.Add(result, about, isCounted ? current.Sum : discarded);
        }
    }

    /// <summary>Takes the sum of every quarter in which screenings arrived, and of the current quarter in any case.</summary>
    public IReadOnlyList<QuarterSum> Take(CalendarPeriod now)
    {
        lock (gate)
        {
            Begin(now);
            IReadOnlyList<QuarterSum> taken = [.. earlier, current];
            (earlier, current) = ([], new QuarterSum(now, NewSum(vocabulary)));
            Clear(discarded);
            return taken;
        }
    }

    /// <summary>Adds a sum to the counters of a period.</summary>
    public void AddTo(Span<long> counters, PrivacyProfile profile, ReadOnlySpan<long> sum)
    {
        var index = indexes[(int)profile];
        for (var cell = 0; cell < counters.Length; cell++) counters[cell] += sum[index[cell]];
    }

    /// <summary>Overwrites a sum with zeros, once it is in the store.</summary>
    public static void Clear(long[] sum) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(sum.AsSpan()));

    private static int[] IndexesOf(Vocabulary profile, Vocabulary all) => [.. profile.Cells.Select(cell => all.Cells.IndexOf(cell))];

    // The garbage collector never copies pinned memory, so that clearing it leaves no copy behind.
    private static long[] NewSum(Vocabulary vocabulary) => GC.AllocateArray<long>(vocabulary.Cells.Length, pinned: true);

    private void Begin(CalendarPeriod quarter)
    {
        if (current.Quarter == quarter) return;
        if (current.Quarter != default) earlier.Add(current);
        current = new QuarterSum(quarter, current.Quarter == default ? current.Sum : NewSum(vocabulary));
    }
}

/// <summary>The screenings that arrived during a quarter.</summary>
/// <param name="Quarter">The quarter, which is the smallest period.</param>
/// <param name="Sum">One sum per counter, in the order of the vocabulary.</param>
internal sealed record QuarterSum(CalendarPeriod Quarter, long[] Sum);
