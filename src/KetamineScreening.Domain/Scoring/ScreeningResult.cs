using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>What the answers of one person add up to: a position on a scale of our own, never a diagnosis.</summary>
public sealed class ScreeningResult
{
    private readonly ulong reasons;
    private readonly ulong flags;

    internal ScreeningResult(AnswerSheet sheet, ScoreParts parts, Band band, bool scoreReachesBand, ulong reasons, ulong flags)
    {
        Sheet = sheet;
        Score = parts.Score;
        Domains = parts.Domains;
        Completeness = parts.Completeness;
        SignsPresent = parts.SignsPresent;
        Band = band;
        ScoreReachesBand = scoreReachesBand;
        this.reasons = reasons;
        this.flags = flags;
    }

    /// <summary>The answers.</summary>
    public AnswerSheet Sheet { get; }

    /// <summary>The questionnaire.</summary>
    public Questionnaire Questionnaire => Sheet.Questionnaire;

    /// <summary>Sum of the weights of all answers, from 0 to <see cref="MaxScore"/>.</summary>
    public int Score { get; }

    /// <summary>Largest sum possible with the questions asked in this person's case.</summary>
    public int MaxScore => Sheet.Branch.MaxScore;

    /// <summary>Score by domain; only domains of which something was asked.</summary>
    public IReadOnlyList<DomainScore> Domains { get; }

    /// <summary>How many of the signs asked are present; null where the instrument does not count them.</summary>
    public CountOf? SignsPresent { get; }

    /// <summary>How much was answered.</summary>
    public Completeness Completeness { get; }

    /// <summary>The band: the highest that the score or any rule gives.</summary>
    public Band Band { get; }

    /// <summary>Whether the score alone gives this band.</summary>
    public bool ScoreReachesBand { get; }

    /// <summary>Whom the guidance speaks to.</summary>
    public Audience Audience => Sheet.Branch.Audience;

    /// <summary>The rules that give this band.</summary>
    public IEnumerable<Rule> Reasons => Questionnaire.Rules.Where(IsReason);

    /// <summary>The flags raised, the most pressing first.</summary>
    public IEnumerable<Flag> Flags => Questionnaire.Flags.Where(IsRaised);

    /// <summary>Every scored item that was answered, with the option chosen, in the order of the questionnaire.</summary>
    public IEnumerable<(Item Item, Option Option)> Breakdown => Questionnaire.Items
        .Where(item => item.IsScored && Sheet.Chosen[item.Index] >= 0)
        .Select(item => (item, item.Options[Sheet.Chosen[item.Index]]));

    /// <summary>Whether a rule gives this band.</summary>
    public bool IsReason(Rule rule) => (reasons >> rule.Index & 1) == 1;

    /// <summary>Whether a flag is raised.</summary>
    public bool IsRaised(Flag flag) => (flags >> flag.Index & 1) == 1;
}

/// <summary>Score of one domain.</summary>
/// <param name="Section">The section that is the domain.</param>
/// <param name="Score">Sum of the weights.</param>
/// <param name="MaxScore">Largest sum possible with the questions asked.</param>
public readonly record struct DomainScore(Section Section, int Score, int MaxScore);

/// <summary>A number out of a number.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Out of how many.</param>
public readonly record struct CountOf(int Count, int Of);

/// <summary>How much of what was asked was answered.</summary>
/// <param name="Answered">Questions answered, "I do not know" left out.</param>
/// <param name="DontKnow">Questions answered "I do not know".</param>
/// <param name="Asked">Questions asked in this person's case.</param>
public readonly record struct Completeness(int Answered, int DontKnow, int Asked)
{
    /// <summary>Whether every question asked has a definite answer.</summary>
    public bool IsComplete => Answered == Asked;
}

/// <summary>The sums that a result rests on.</summary>
internal readonly record struct ScoreParts(
    int Score, IReadOnlyList<DomainScore> Domains, CountOf? SignsPresent, Completeness Completeness);
