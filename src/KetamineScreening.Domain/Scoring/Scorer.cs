using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>Scores answers: a pure function of the answers and the questionnaire.</summary>
public static class Scorer
{
    /// <summary>Scores a sheet. Never throws, since every sheet has passed the check of its questionnaire.</summary>
    public static ScreeningResult Score(AnswerSheet sheet)
    {
        var questionnaire = sheet.Questionnaire;
        Span<int> counts = stackalloc int[questionnaire.Counts.Length];
        Span<int> countable = stackalloc int[questionnaire.Counts.Length];
        CountAnswers(sheet, counts, countable);
        var parts = Add(sheet, counts, countable);
        var facts = new Facts(sheet.Chosen, counts, parts.Score);

        var byScore = questionnaire.Bands[0];
        foreach (var candidate in questionnaire.Bands)
        {
            if (candidate.From <= parts.Score) byScore = candidate;
        }

        var band = byScore;
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
            // A rule that gives a lower band than the one reached explains nothing.
            if (rule.Band.Index == band.Index) reasons |= holding & 1UL << rule.Index;
        }

        ulong flags = 0;
        foreach (var flag in questionnaire.Flags)
        {
            if (flag.When.Holds(in facts)) flags |= 1UL << flag.Index;
        }

        return new ScreeningResult(sheet, parts, band, byScore.Index == band.Index, reasons, flags, AudienceOf(questionnaire, in facts));
    }

    private static Audience AudienceOf(Questionnaire questionnaire, in Facts facts)
    {
        foreach (var audience in questionnaire.Audiences)
        {
            if (audience.When is null || audience.When.Holds(in facts)) return audience;
        }

        return questionnaire.Audiences[^1];
    }

    private static void CountAnswers(AnswerSheet sheet, Span<int> counts, Span<int> countable)
    {
        var asked = sheet.Asked;
        var chosen = sheet.Chosen;
        foreach (var count in sheet.Questionnaire.Counts)
        {
            foreach (var (item, options) in count.OptionsByItem)
            {
                if (asked[item]) countable[count.Index]++;
                if (chosen[item] is >= 0 and var option && (options >> option & 1) == 1) counts[count.Index]++;
            }
        }
    }

    private static ScoreParts Add(AnswerSheet sheet, ReadOnlySpan<int> counts, ReadOnlySpan<int> countable)
    {
        var questionnaire = sheet.Questionnaire;
        var domains = new List<DomainScore>(questionnaire.Sections.Length);
        var isAsked = sheet.Asked;
        var chosen = sheet.Chosen;
        int score = 0, max = 0, answered = 0, dontKnow = 0, asked = 0;
        foreach (var section in questionnaire.Sections)
        {
            int domainScore = 0, domainMax = 0;
            var askedBefore = asked;
            foreach (var item in section.Items)
            {
                if (!isAsked[item.Index]) continue;
                asked++;
                domainMax += item.MaxWeight;
                var option = chosen[item.Index];
                if (option < 0) continue;
                if (option == item.DontKnow) dontKnow++;
                else answered++;
                domainScore += item.Options[option].Weight ?? 0;
            }

            score += domainScore;
            max += domainMax;
            if (section.IsDomain && asked > askedBefore) domains.Add(new DomainScore(section, domainScore, domainMax));
        }

        CountOf? signsPresent = null;
        foreach (var count in questionnaire.Counts)
        {
            if (count.Name == AnswerCount.SignsPresent) signsPresent = new CountOf(counts[count.Index], countable[count.Index]);
        }

        return new ScoreParts(score, max, domains, signsPresent, new Completeness(answered, dontKnow, asked));
    }
}
