using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>Summed contributions of screenings that are committed together; all belong to one major version of a questionnaire.</summary>
public sealed class Batch
{
    private readonly long[] sums;

    private Batch(string questionnaire, int major, Vocabulary vocabulary) =>
        (Questionnaire, Major, Vocabulary, sums) = (questionnaire, major, vocabulary, new long[vocabulary.Cells.Length]);

    /// <summary>Id of the questionnaire.</summary>
    public string Questionnaire { get; }

    /// <summary>Major version of the questionnaire.</summary>
    public int Major { get; }

    /// <summary>The counters of the major version.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Amount to add to each counter, in the order of <see cref="Vocabulary.Cells"/>.</summary>
    public IReadOnlyList<long> Sums => sums;

    /// <summary>Number of screenings.</summary>
    public int Screenings { get; private set; }

    /// <summary>A batch without screenings.</summary>
    public static Batch Empty(string questionnaire, int major, Vocabulary vocabulary) => new(questionnaire, major, vocabulary);

    /// <summary>Adds a screening.</summary>
    public void Add(ScreeningResult result)
    {
        Vocabulary.Add(result, sums);
        Screenings++;
    }

    /// <summary>Adds another batch of the same major version.</summary>
    public void Add(Batch other)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += other.sums[i];
        Screenings += other.Screenings;
    }
}
