namespace KetamineScreening.Attacks.Knowledge;

/// <summary>The guess of an attacker among candidates that were equally likely before the attack.</summary>
/// <param name="Choice">Index of the candidate.</param>
/// <param name="Certainty">Probability of it, given all that the attacker has seen.</param>
public readonly record struct Guess(int Choice, double Certainty)
{
    private const double CertainFrom = 1 - 1e-6;

    /// <summary>Whether the attacker would call it a fact and not a guess: odds of more than a million to one.</summary>
    public bool IsCertain => Certainty >= CertainFrom;

    /// <summary>A guess without any knowledge.</summary>
    public static Guess Blind(int candidates, Random random) => new(random.Next(candidates), 1.0 / candidates);

    /// <summary>The most likely candidate. No rule does better: noise is independent from counter to counter, of known variance.</summary>
    public static Guess Of(Observation? seen, IReadOnlyCollection<Person> known, IReadOnlyList<IReadOnlyList<long>> candidates, Random random)
    {
        if (seen is null || seen.Count == 0) return Blind(candidates.Count, random);
        var logs = new double[candidates.Count];
        foreach (var (_, place, value, variance) in seen.Without(known))
        {
            for (var i = 0; i < logs.Length; i++)
            {
                var residual = value - candidates[i][place];
                logs[i] -= residual * residual / (2 * variance);
            }
        }

        return MostLikely(logs, random);
    }

    /// <summary>The same, for one person who answered in one of several ways.</summary>
    public static Guess Of(Observation? seen, IReadOnlyCollection<Person> known, IReadOnlyList<Person> candidates, Random random) =>
        Of(seen, known, [.. candidates.Select(candidate => candidate.Vector)], random);

    /// <summary>The candidate with the largest log-likelihood; of several that are equal, any.</summary>
    public static Guess MostLikely(IReadOnlyList<double> logs, Random random)
    {
        var largest = logs.Max();
        var best = Enumerable.Range(0, logs.Count).Where(i => logs[i] == largest).ToList();
        return new Guess(best[random.Next(best.Count)], 1 / logs.Sum(log => Math.Exp(log - largest)));
    }
}
