using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Contributions;

/// <summary>The sum of the screenings of one major version of an instrument that wait to be committed.</summary>
/// <remarks>
/// What arrived before the present quarter is kept apart: it belongs to the period that ends, however few it is and
/// whenever that period is closed. Else one screening could decide in which release nine others are.
/// </remarks>
internal sealed class Tally(string questionnaire, int major, Vocabulary vocabulary, ContributionOptions options)
{
    private readonly Lock gate = new();
    private Batch current = Batch.Empty(questionnaire, major, vocabulary);
    private Batch ended = Batch.Empty(questionnaire, major, vocabulary);
    private Quarter quarter;

    /// <summary>Id of the instrument.</summary>
    public string Questionnaire => questionnaire;

    /// <summary>Its major version.</summary>
    public int Major => major;

    /// <summary>Its counters.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>Number of screenings that wait.</summary>
    public int Pending
    {
        get
        {
            lock (gate) return current.Screenings + ended.Screenings;
        }
    }

    /// <summary>Adds a screening; false when no more can wait.</summary>
    public bool TryAdd(ScreeningResult result, Quarter now)
    {
        lock (gate)
        {
            if (current.Screenings + ended.Screenings >= options.MaximumPending) return false;
            Turn(now);
            current.Add(result);
            return true;
        }
    }

    /// <summary>Takes what arrived in the present quarter, if that is a whole batch; null otherwise.</summary>
    public Batch? Take(Quarter now)
    {
        lock (gate)
        {
            Turn(now);
            if (current.Screenings < options.MinimumBatch) return null;
            var batch = current;
            current = Batch.Empty(questionnaire, major, vocabulary);
            return batch;
        }
    }

    /// <summary>Takes what arrived before the present quarter, however few.</summary>
    public Batch TakeEnded(Quarter now)
    {
        lock (gate)
        {
            Turn(now);
            var batch = ended;
            ended = Batch.Empty(questionnaire, major, vocabulary);
            return batch;
        }
    }

    /// <summary>Lets what arrived earlier wait on with what arrives now, since its period goes on.</summary>
    public void CarryOn(Batch earlier)
    {
        lock (gate) current.Add(earlier);
    }

    // A clock that was set back changes nothing: what comes then is counted with the later quarter.
    private void Turn(Quarter now)
    {
        if (now <= quarter) return;
        ended.Add(current);
        current = Batch.Empty(questionnaire, major, vocabulary);
        quarter = now;
    }
}
