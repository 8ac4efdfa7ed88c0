using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Aggregates;

/// <summary>Random screenings that reach extremes: nearly all answers alike, or one section answered high and the others low.</summary>
public static class Searching
{
    /// <summary>A random screening.</summary>
    public static ScreeningResult Next(Questionnaire questionnaire, Random random)
    {
        var (deviates, leavesOut) = (Chance(random), random.Next(3) == 0 ? Chance(random) : 0);
        var levels = questionnaire.Sections.Select(_ => random.Next(3) == 0 ? random.NextDouble() : random.Next(2)).ToArray();
        if (random.Next(2) == 0) Array.Fill(levels, levels[0]);
        var chosen = new sbyte[questionnaire.Items.Length];
        Array.Fill(chosen, (sbyte)-1);
        foreach (var item in questionnaire.Items)
        {
            if (!item.IsAsked(chosen) || (!item.Required && random.NextDouble() < leavesOut)) continue;
            var isRandom = item.Required || !item.IsScored || random.NextDouble() < deviates;
            chosen[item.Index] = (sbyte)(isRandom ? random.Next(item.Options.Length) : Level(item, levels[item.Section]));
        }

        return Scorer.Score(AnswerSheet.Of(questionnaire, chosen)!);
    }

    /// <summary>A random person.</summary>
    public static AboutPerson About(Random random) =>
        new(random.Next(-1, AboutPerson.AgeBands.Count), random.Next(-1, AboutPerson.Genders.Count));

    // "I do not know" is not a level.
    private static int Level(Item item, double level)
    {
        var known = item.Options.Where(option => option.Index != item.DontKnow).OrderBy(option => option.Weight).ToList();
        return known[(int)Math.Round(level * (known.Count - 1))].Index;
    }

    private static double Chance(Random random) => random.Next(4) switch
    {
        0 => 0,
        1 => 0.05,
        2 => 0.3,
        _ => random.NextDouble(),
    };
}
