using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>Counters that an attacker has obtained, each with the variance of its noise.</summary>
internal sealed class Observation(KnownQuestionnaire questionnaire)
{
    // Variance that stands for "no noise": so small that a single wrong count excludes a candidate.
    private const double ExactVariance = 1e-4;

    private readonly Dictionary<int, (double Value, double Variance)> seen = [];

    public KnownQuestionnaire Questionnaire => questionnaire;

    /// <summary>Number of counters.</summary>
    public int Count => seen.Count;

    /// <summary>Exact counters of a period in which nobody took part.</summary>
    public static Observation OfNobody(KnownQuestionnaire questionnaire)
    {
        var zeros = new Observation(questionnaire);
        foreach (var cell in questionnaire.Vocabulary.Cells) zeros.Add(cell.Key, 0, 0);
        return zeros;
    }

    /// <summary>Adds a counter; an unknown name is ignored.</summary>
    public void Add(string cell, double value, double variance)
    {
        if (questionnaire.TryFind(cell, out var index)) seen[index] = (value, Math.Max(variance, ExactVariance));
    }

    /// <summary>The counters of some blocks only.</summary>
    public Observation Only(params IReadOnlyList<Block> blocks)
    {
        var part = new Observation(questionnaire);
        foreach (var (index, entry) in seen.Where(entry => blocks.Contains(questionnaire.Vocabulary.Cells[entry.Key].Block)))
        {
            part.seen[index] = entry;
        }

        return part;
    }

    /// <summary>The change of the counters since an earlier observation; noise contained in both cancels out.</summary>
    /// <param name="earlier">The earlier observation.</param>
    /// <param name="fresh">Fraction of the variance that was added since the earlier observation, from 0 to 1.</param>
    public Observation Since(Observation earlier, double fresh = 0)
    {
        var difference = new Observation(questionnaire);
        foreach (var (index, (value, variance)) in seen)
        {
            if (!earlier.seen.TryGetValue(index, out var before)) continue;
            difference.seen[index] = (value - before.Value, Math.Max(fresh * variance, ExactVariance));
        }

        return difference;
    }

    /// <summary>The counters after subtracting the contributions of known people.</summary>
    public IEnumerable<(Cell Cell, int Index, double Value, double Variance)> Without(IEnumerable<Person> known)
    {
        var sums = new long[questionnaire.Vocabulary.Cells.Length];
        foreach (var person in known)
        {
            for (var index = 0; index < sums.Length; index++) sums[index] += person.Vector[index];
        }

        return seen.Select(entry =>
            (questionnaire.Vocabulary.Cells[entry.Key], entry.Key, entry.Value.Value - sums[entry.Key], entry.Value.Variance));
    }

    /// <summary>Variance of the noise of a block under a noise policy.</summary>
    public static double Variance(KnownQuestionnaire questionnaire, NoisePolicy policy, Block block)
    {
        var variance = policy.Variance(block, questionnaire.Vocabulary.SquaredSensitivity(block));
        return (double)variance.Numerator / (double)variance.Denominator;
    }
}
