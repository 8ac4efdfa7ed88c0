using System.Collections.Immutable;
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

        var scoreBand = questionnaire.ScaleBands[0];
        foreach (var candidate in questionnaire.ScaleBands)
        {
            if (candidate.From <= parts.Score) scoreBand = candidate;
        }

        var band = BandOf(questionnaire, scoreBand, in facts, out var reasons);
        var flags = Flags(questionnaire, in facts, out var actions);
        var steps = Steps(questionnaire.NextSteps(sheet.Branch.Audience, band), actions, in facts);
        var held = new HeldConditions(reasons, flags, actions, steps, LearningLinks(questionnaire, in facts));
        return new ScreeningResult(sheet, parts, band, scoreBand.Index == band.Index, held);
    }

    private static Band BandOf(Questionnaire questionnaire, Band scoreBand, in Facts facts, out ulong reasons)
    {
        var band = scoreBand;
        ulong holding = 0;
        foreach (var rule in questionnaire.Rules)
        {
            if (!rule.When.Holds(in facts)) continue;
            holding |= 1UL << rule.Index;
            if (rule.Band.Index > band.Index) band = rule.Band;
        }

        if (UnratedBand(questionnaire, band, in facts, out reasons) is { } unrated) return unrated;
        foreach (var rule in questionnaire.Rules)
        {
            // A rule with a lower band than the result is no reason for the result.
            if (rule.Band.Index == band.Index) reasons |= holding & 1UL << rule.Index;
        }

        return band;
    }

    // The first band without rating that applies replaces the band of the scale, for all of its reasons that hold.
    private static Band? UnratedBand(Questionnaire questionnaire, Band band, in Facts facts, out ulong reasons)
    {
        reasons = 0;
        Band? unrated = null;
        foreach (var rule in questionnaire.UnratedRules)
        {
            if (unrated is not null && rule.Band.Index != unrated.Index) break;
            var replaces = rule.Band.InsteadOf is null || rule.Band.InsteadOf.Index == band.Index;
            if (!replaces || !rule.When.Holds(in facts)) continue;
            unrated = rule.Band;
            reasons |= 1UL << rule.Index;
        }

        return unrated;
    }

    private static ulong Flags(Questionnaire questionnaire, in Facts facts, out ulong actions)
    {
        ulong flags = actions = 0;
        foreach (var flag in questionnaire.Flags)
        {
            if (!flag.When.Holds(in facts)) continue;
            flags |= 1UL << flag.Index;
            if (flag.Action is { } action) actions |= 1UL << action.Index;
        }

        return flags;
    }

    private static ulong Steps(ImmutableArray<NextStep> candidates, ulong actions, in Facts facts)
    {
        ulong steps = 0;
        foreach (var step in candidates)
        {
            if ((step.CoveredBy & actions) == 0 && (step.When?.Holds(in facts) ?? true)) steps |= 1UL << step.Index;
        }

        return steps;
    }

    private static ulong LearningLinks(Questionnaire questionnaire, in Facts facts)
    {
        ulong links = 0;
        foreach (var link in questionnaire.LearningLinks)
        {
            if (link.When?.Holds(in facts) ?? true) links |= 1UL << link.Index;
        }

        return links;
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
            if (count.Name != AnswerCount.SignsPresent || branch.CountableItems[count.Index] == 0) continue;
            signsPresent = new CountOf(counts[count.Index], branch.CountableItems[count.Index]);
        }

        return new ScoreParts(score, domains, signsPresent, new AnswerCompleteness(answered, dontKnow, branch.AskedItems));
    }
}
