using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

/// <summary>Draws people from a fixed population: one factor, severity, correlates the answers, and items differ in difficulty.</summary>
/// <param name="questionnaire">The questionnaire that they answer.</param>
/// <param name="seed">Seed; the same seed gives the same people.</param>
public sealed class SyntheticPeople(Questionnaire questionnaire, int seed)
{
    private const double Loading = 0.7;
    private const double LeavesOut = 0.1;
    private readonly Random random = new(seed);

    /// <summary>The counters of a number of people, without noise.</summary>
    public long[] Count(Vocabulary vocabulary, int people)
    {
        var sums = new long[vocabulary.Cells.Length];
        for (var person = 0; person < people; person++) vocabulary.Add(Next(), About(), sums);
        return sums;
    }

    /// <summary>One person's result.</summary>
    public ScreeningResult Next()
    {
        var severity = random.Normal();
        var leavesOut = random.NextDouble() < LeavesOut ? 0.2 : 0;
        var chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        foreach (var item in questionnaire.Items)
        {
            if (!item.IsAsked(chosen) || (!item.Required && random.NextDouble() < leavesOut)) continue;
            chosen[item.Index] = (sbyte)Choose(item, severity);
        }

        return Scorer.Score(AnswerSheet.Of(questionnaire, chosen)!);
    }

    private int Choose(Item item, double severity)
    {
        // A required item decides which other items are asked: most people are in the longest branch.
        if (item.Required) return item.Options.Length - 1 - (int)(item.Options.Length * Math.Pow(random.NextDouble(), 3));
        var known = item.Options.Length - (item.DontKnow < 0 ? 0 : 1);
        if (known < item.Options.Length && random.NextDouble() < 0.005) return item.DontKnow;
        var difficulty = item.Index % 5 * 0.2;
        var level = Loading * severity + Math.Sqrt(1 - Loading * Loading) * random.Normal() - difficulty;
        return Math.Clamp((int)Math.Ceiling((level + 0.5) * known / 3), 0, known - 1);
    }

    private AboutPerson About() => random.NextDouble() < 0.2
        ? AboutPerson.NotGiven
        : new AboutPerson(random.Next(AboutPerson.AgeBands.Count), random.Next(-1, AboutPerson.Genders.Count));
}
