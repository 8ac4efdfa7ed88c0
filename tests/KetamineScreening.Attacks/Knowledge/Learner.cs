namespace KetamineScreening.Attacks.Knowledge;

/// <summary>
/// Learns on an installation of the attacker how numbers that can be seen depend on whether a person took part, and guesses from the
/// one number that told the two cases apart best.
/// </summary>
internal sealed class Learner(Random random)
{
    private readonly List<(IReadOnlyDictionary<string, double> Seen, int Truth)> lessons = [];

    /// <summary>Number of lessons before the first guess.</summary>
    public const int Lessons = 10;

    /// <summary>Whether somebody takes part in the next case: alternately in the lessons, then at random.</summary>
    public int NextTruth() => lessons.Count < Lessons ? lessons.Count % 2 : random.Next(2);

    /// <summary>Guesses from the earlier lessons, and then learns the truth of this case; no guess during the first lessons.</summary>
    /// <param name="seen">Everything that the attacker can see, as numbers by name.</param>
    /// <param name="truth">1 when the person took part, else 0.</param>
    /// <returns>The guess; null while there are too few lessons.</returns>
    public Guess? Next(IReadOnlyDictionary<string, double> seen, int truth)
    {
        Guess? guess = lessons.Count < Lessons ? null : FromBest(seen);
        lessons.Add((seen, truth));
        return guess;
    }

    private Guess FromBest(IReadOnlyDictionary<string, double> seen)
    {
        var (best, gap, middle, isHigher) = ("", 0.0, 0.0, true);
        foreach (var name in seen.Keys)
        {
            var cases = lessons.ToLookup(lesson => lesson.Truth, lesson => lesson.Seen.GetValueOrDefault(name));
            if (!cases[0].Any() || !cases[1].Any()) continue;
            var (without, with) = (cases[0].Average(), cases[1].Average());
            var spread = Math.Sqrt(cases[0].Sum(value => Square(value - without)) + cases[1].Sum(value => Square(value - with)));
            var separation = Math.Abs(with - without) / Math.Max(spread, 1e-9 * (1 + Math.Abs(with)));
            if (separation > gap) (best, gap, middle, isHigher) = (name, separation, (with + without) / 2, with > without);
        }

        // Tens of lessons never give odds of a million to one.
        var certainty = 1 - 1.0 / (lessons.Count + 1);
        return best.Length == 0 || seen[best] == middle
            ? Guess.Blind(2, random)
            : new Guess(seen[best] > middle == isHigher ? 1 : 0, certainty);
    }

    private static double Square(double value) => value * value;
}
