using KetamineScreening.Api.Configuration;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Aggregates;

/// <summary>The sum of the screenings of one major version of an instrument that wait to be committed.</summary>
public sealed class Tally(string questionnaire, int major, Vocabulary vocabulary, Settings settings, SemaphoreSlim ready)
{
    private readonly Lock gate = new();
    private long[] sums = new long[vocabulary.Cells.Length];
    private int screenings;

    /// <summary>Whether another screening can wait here.</summary>
    public bool HasRoom => Volatile.Read(ref screenings) < settings.MaximumPending;

    /// <summary>Number of screenings that wait.</summary>
    public int Pending => Volatile.Read(ref screenings);

    /// <summary>Adds a screening; false when no more can wait.</summary>
    public bool TryAdd(ScreeningResult result)
    {
        lock (gate)
        {
            if (screenings >= settings.MaximumPending) return false;
            vocabulary.Add(result, sums);
            screenings++;
            if (screenings == settings.MinimumBatch) Signal();
            return true;
        }
    }

    /// <summary>Takes everything that waits, if that is a whole batch; null otherwise.</summary>
    public Batch? Take()
    {
        lock (gate)
        {
            if (screenings < settings.MinimumBatch) return null;
            var batch = new Batch(questionnaire, major, vocabulary, sums, screenings);
            (sums, screenings) = (new long[sums.Length], 0);
            return batch;
        }
    }

    private void Signal()
    {
        try
        {
            ready.Release();
        }
        catch (SemaphoreFullException)
        {
            // The writer has been told already and will look at every tally.
        }
    }
}

/// <summary>Screenings of one major version of an instrument that are committed together.</summary>
/// <param name="Questionnaire">Id of the instrument.</param>
/// <param name="Major">Its major version.</param>
/// <param name="Vocabulary">Its counters.</param>
/// <param name="Sums">What to add to each counter.</param>
/// <param name="Screenings">Number of screenings, at least the smallest batch.</param>
public sealed record Batch(string Questionnaire, int Major, Vocabulary Vocabulary, IReadOnlyList<long> Sums, int Screenings);
