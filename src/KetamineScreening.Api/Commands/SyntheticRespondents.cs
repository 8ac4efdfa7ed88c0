using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Commands;

/// <summary>Generates screenings: draws a severity for each respondent, and answers that tend to it.</summary>
/// <param name="questionnaire">The questionnaire.</param>
/// <param name="period">Number of the period, from 0; severity rises with it, so that a series shows a trend.</param>
internal sealed class SyntheticRespondents(Questionnaire questionnaire, int period)
{
    private const int Seed = 20260930;

    // Chances of the age bands and genders; the remainder is not given.
    private static readonly double[] AgeBands = [0.04, 0.36, 0.25, 0.12, 0.05];
    private static readonly double[] Genders = [0.34, 0.46, 0.05];

    // A fixed seed: synthetic answers need no secret randomness, and the same ones each time make demonstrations comparable.
    private readonly Random random = new(Seed + period);

    /// <summary>The next screening.</summary>
    public (ScreeningResult Result, AboutPerson About) Next()
    {
        var about = new AboutPerson(Draw(AgeBands), Draw(Genders));
        // Younger people are a little worse off, so that the groups differ.
        var severity = Math.Pow(random.NextDouble(), 1.35 - 0.07 * period + 0.08 * about.AgeBand);
        var leavesOut = random.NextDouble() < 0.2;
        var answers = Interview.Of(
            questionnaire, item => !item.Required && leavesOut && random.NextDouble() < 0.1 ? -1 : Choose(item, severity));
        AnswerSheet.Check(questionnaire, answers, out var sheet);
        return (Scorer.Score(sheet!), about);
    }

    // Index of the value drawn; -1 for the remainder.
    private int Draw(double[] chances)
    {
        var left = random.NextDouble();
        for (var index = 0; index < chances.Length; index++)
        {
            left -= chances[index];
            if (left < 0) return index;
        }

        return -1;
    }

    private int Choose(Item item, double severity)
    {
        if (item.Required) return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * Math.Sqrt(random.NextDouble())));
        // Some items are rarer than others, so that they can be told apart in a picture.
        var rarity = 0.8 + 0.04 * (item.Index * 7 % 12);
        var tendency = Math.Pow(0.6 * severity * severity + 0.4 * random.NextDouble() * random.NextDouble(), rarity);
        return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * tendency));
    }
}
