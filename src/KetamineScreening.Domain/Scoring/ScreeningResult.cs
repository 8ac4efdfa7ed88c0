using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>The scored answers of one person: a position on this service's own scale, never a diagnosis.</summary>
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

    /// <summary>Largest possible sum with the items asked of this person.</summary>
    public int MaxScore => Sheet.Branch.MaxScore;

    /// <summary>Scores of the domains with at least one item asked.</summary>
    public IReadOnlyList<DomainScore> Domains { get; }

    /// <summary>Number of signs present among the signs asked; null when the questionnaire does not count signs.</summary>
    public CountOf? SignsPresent { get; }

    /// <summary>Numbers of items asked and answered.</summary>
    public AnswerCompleteness Completeness { get; }

    /// <summary>The risk band: the highest among the band of the score and the bands of all rules that hold.</summary>
    public Band Band { get; }

    /// <summary>Whether the score alone reaches the band.</summary>
    public bool ScoreReachesBand { get; }

    /// <summary>Audience of the guidance.</summary>
    public Audience Audience => Sheet.Branch.Audience;

    /// <summary>The rules that hold and reach the band.</summary>
    public IEnumerable<Rule> Reasons => Questionnaire.Rules.Where(IsReason);

    /// <summary>The flags raised, most urgent first.</summary>
    public IEnumerable<Flag> Flags => Questionnaire.Flags.Where(IsRaised);

    /// <summary>Every answered scored item with the chosen option, in the order of the questionnaire.</summary>
    public IEnumerable<(Item Item, Option Option)> Breakdown => Questionnaire.Items
        .Where(item => item.IsScored && Sheet.Chosen[item.Index] >= 0)
        .Select(item => (item, item.Options[Sheet.Chosen[item.Index]]));

    /// <summary>Whether a rule holds and reaches the band.</summary>
    public bool IsReason(Rule rule) => (reasons >> rule.Index & 1) == 1;

    /// <summary>Whether a flag is raised.</summary>
    public bool IsRaised(Flag flag) => (flags >> flag.Index & 1) == 1;
}

/// <summary>Score of one domain.</summary>
/// <param name="Section">Section of the domain.</param>
/// <param name="Score">Sum of the weights.</param>
/// <param name="MaxScore">Largest possible sum with the items asked.</param>
public readonly record struct DomainScore(Section Section, int Score, int MaxScore);

/// <summary>A count and its total, for example 3 of 9.</summary>
/// <param name="Count">The count.</param>
/// <param name="Of">The total.</param>
public readonly record struct CountOf(int Count, int Of);

/// <summary>Numbers of items asked and answered by one person.</summary>
/// <param name="Answered">Items answered, without those answered "I do not know".</param>
/// <param name="DontKnow">Items answered "I do not know".</param>
/// <param name="Asked">Items asked.</param>
public readonly record struct AnswerCompleteness(int Answered, int DontKnow, int Asked)
{
    /// <summary>Whether every item asked has an answer other than "I do not know".</summary>
    public bool IsComplete => Answered == Asked;
}

/// <summary>Intermediate sums of the scorer.</summary>
internal readonly record struct ScoreParts(
    int Score, IReadOnlyList<DomainScore> Domains, CountOf? SignsPresent, AnswerCompleteness Completeness);
