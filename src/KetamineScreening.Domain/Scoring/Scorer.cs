using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>Scores answers; the result depends on the answers and the questionnaire alone.</summary>
public static class Scorer
{
    /// <summary>Scores a sheet; never throws, because a sheet is always valid for its questionnaire.</summary>
    public static ScreeningResult Score(AnswerSheet sheet)
    {
        var questionnaire = sheet.Questionnaire;
        Span<int> counts = stackalloc int[questionnaire.Counts.Length];
        CountAnswers(sheet, counts);
        var parts = Add(sheet, counts);
        var facts = new Facts(sheet.Chosen, counts, parts.Score);

        var scoreBand = questionnaire.Bands[0];
        foreach (var candidate in questionnaire.Bands)
        {
            if (candidate.From <= parts.Score) scoreBand = candidate;
        }

        var band = scoreBand;
        ulong holding = 0;
        foreach (var rule in questionnaire.Rules)
        {
            if (!rule.When.Holds(in facts)) continue;
            holding |= 1UL << rule.Index;
            if (rule.Band.Index > band.Index) band = rule.Band;
        }

        ulong reasons = 0;
        foreach (var rule in questionnaire.Rules)
        {
            // A rule with a lower band than the result is no reason for the result.
            if (rule.Band.Index == band.Index) reasons |= holding & 1UL << rule.Index;
        }

        ulong flags = 0;
        foreach (var flag in questionnaire.Flags)
        {
            if (flag.When.Holds(in facts)) flags |= 1UL << flag.Index;
        }

        return new ScreeningResult(sheet, parts, band, scoreBand.Index == band.Index, reasons, flags);
    }

    private static void CountAnswers(AnswerSheet sheet, Span<int> counts)
    {
        var chosen = sheet.Chosen;
        foreach (var count in sheet.Questionnaire.Counts)
        {
            foreach (var (item, options) in count.OptionsByItem)
            {
                if (chosen[item] is >= 0 and var option && (options >> option & 1) == 1) counts[count.Index]++;
            }
        }
    }

    private static ScoreParts Add(AnswerSheet sheet, ReadOnlySpan<int> counts)
    {
        var (questionnaire, branch) = (sheet.Questionnaire, sheet.Branch);
        var chosen = sheet.Chosen;
        Span<int> bySection = stackalloc int[questionnaire.Sections.Length];
        int answered = 0, dontKnow = 0;
        foreach (var item in questionnaire.Items)
        {
            var option = chosen[item.Index];
            if (option < 0) continue;
            if (option == item.DontKnow) dontKnow++;
            else answered++;
            bySection[item.Section] += item.WeightOf(option);
        }

        var score = 0;
        var domains = new DomainScore[branch.Domains.Length];
        for (var index = 0; index < domains.Length; index++)
        {
            var (section, max) = branch.Domains[index];
            domains[index] = new DomainScore(section, bySection[section.Index], max);
            score += bySection[section.Index];
        }

        CountOf? signsPresent = null;
        foreach (var count in questionnaire.Counts)
        {
            if (count.Name != AnswerCount.SignsPresent) continue;
            signsPresent = new CountOf(counts[count.Index], branch.CountableItems[count.Index]);
        }

        return new ScoreParts(score, domains, signsPresent, new AnswerCompleteness(answered, dontKnow, branch.AskedItems));
    }
}
