using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>Screenings of one major version of an instrument that are committed together.</summary>
public sealed class Batch
{
    private readonly long[] sums;

    private Batch(string questionnaire, int major, Vocabulary vocabulary) =>
        (Questionnaire, Major, Vocabulary, sums) = (questionnaire, major, vocabulary, new long[vocabulary.Cells.Length]);

    /// <summary>Id of the instrument.</summary>
    public string Questionnaire { get; }

    /// <summary>Its major version.</summary>
    public int Major { get; }

    /// <summary>Its counters.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What to add to each counter.</summary>
    public IReadOnlyList<long> Sums => sums;

    /// <summary>Number of screenings.</summary>
    public int Screenings { get; private set; }

    /// <summary>A batch with nothing in it.</summary>
    public static Batch Empty(string questionnaire, int major, Vocabulary vocabulary) => new(questionnaire, major, vocabulary);

    /// <summary>Adds a screening.</summary>
    public void Add(ScreeningResult result)
    {
        Vocabulary.Add(result, sums);
        Screenings++;
    }

    /// <summary>Adds another batch of the same instrument.</summary>
    public void Add(Batch other)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += other.sums[i];
        Screenings += other.Screenings;
    }
}
