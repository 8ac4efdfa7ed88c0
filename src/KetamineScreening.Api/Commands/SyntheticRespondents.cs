using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Commands;

/// <summary>Generates screenings: draws a severity for each respondent, and answers that tend to it.</summary>
internal sealed class SyntheticRespondents(Questionnaire questionnaire)
{
    // A fixed seed: synthetic answers need no secret randomness, and the same ones each time make demonstrations comparable.
    private readonly Random random = new(20260930);

    public ScreeningResult Next()
    {
        var severity = random.NextDouble();
        var leavesOut = random.NextDouble() < 0.2;
        var answers = Interview.Of(
            questionnaire, item => !item.Required && leavesOut && random.NextDouble() < 0.1 ? -1 : Choose(item, severity));
        AnswerSheet.Check(questionnaire, answers, out var sheet);
        return Scorer.Score(sheet!);
    }

    private int Choose(Item item, double severity)
    {
        if (item.Required) return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * Math.Sqrt(random.NextDouble())));
        var tendency = 0.6 * severity * severity + 0.4 * random.NextDouble() * random.NextDouble();
        return Math.Min(item.Options.Length - 1, (int)(item.Options.Length * tendency));
    }
}
