namespace KetamineScreening.Attacks.Knowledge;

/// <summary>An attacker's guess among candidates that were equally likely before the attack.</summary>
/// <param name="Choice">Index of the chosen candidate.</param>
/// <param name="Certainty">Posterior probability of the candidate, from 0 to 1.</param>
internal readonly record struct Guess(int Choice, double Certainty)
{
    private const double CertaintyThreshold = 1 - 1e-6;

    /// <summary>Whether the candidate is certain: odds of more than a million to one.</summary>
    public bool IsCertain => Certainty >= CertaintyThreshold;

    /// <summary>A random guess.</summary>
    public static Guess Blind(int candidates, Random random) => new(random.Next(candidates), 1.0 / candidates);

    /// <summary>The candidate with the largest likelihood, which is the optimal rule for independent noise of known variance.</summary>
    /// <param name="seen">The counters; null or empty gives a random guess.</param>
    /// <param name="known">The people in the counters whose answers the attacker knows.</param>
    /// <param name="candidates">Possible contributions of the unknown people to each counter.</param>
    /// <param name="random">Breaks ties.</param>
    public static Guess Of(
        Observation? seen, IEnumerable<Person> known, IReadOnlyList<IReadOnlyList<long>> candidates, Random random) =>
        MostLikely(LogLikelihoods(seen, known, candidates), random);

    /// <summary>The log-likelihood of each candidate; all zero for counters that cannot be read.</summary>
    public static double[] LogLikelihoods(Observation? seen, IEnumerable<Person> known, IReadOnlyList<IReadOnlyList<long>> candidates)
    {
        var logs = new double[candidates.Count];
        if (seen is null) return logs;
        foreach (var (_, index, value, variance) in seen.Without(known))
        {
            for (var i = 0; i < logs.Length; i++)
            {
                var residual = value - candidates[i][index];
                logs[i] -= residual * residual / (2 * variance);
            }
        }

        return logs;
    }

    /// <summary>The candidate with the largest log-likelihood; ties are broken at random.</summary>
    public static Guess MostLikely(IReadOnlyList<double> logs, Random random)
    {
        var largest = logs.Max();
        var best = Enumerable.Range(0, logs.Count).Where(i => logs[i] == largest).ToList();
        return new Guess(best[random.Next(best.Count)], 1 / logs.Sum(log => Math.Exp(log - largest)));
    }
}
