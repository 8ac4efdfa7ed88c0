using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Scoring;

/// <summary>The scored answers of one person: a position on this service's own scale, never a diagnosis.</summary>
public sealed class ScreeningResult
{
    private readonly HeldConditions held;

    internal ScreeningResult(AnswerSheet sheet, ScoreParts parts, Band band, bool scoreReachesBand, HeldConditions held)
    {
        Sheet = sheet;
        Score = parts.Score;
        Domains = parts.Domains;
        Completeness = parts.Completeness;
        SignsPresent = parts.SignsPresent;
        Band = band;
        ScoreReachesBand = scoreReachesBand;
        this.held = held;
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

    /// <summary>Number of signs present among the signs asked; null when the questionnaire counts no signs or asked none.</summary>
    public CountOf? SignsPresent { get; }

    /// <summary>Numbers of items asked and answered.</summary>
    public AnswerCompleteness Completeness { get; }

    /// <summary>
    /// The highest among the band of the score and the bands of all rules that hold, unless a band without rating replaces it.
    /// </summary>
    public Band Band { get; }

    /// <summary>Whether the score alone reaches the band.</summary>
    public bool ScoreReachesBand { get; }

    /// <summary>Audience of the guidance.</summary>
    public Audience Audience => Sheet.Branch.Audience;

    /// <summary>The rules that hold and give the band.</summary>
    public IEnumerable<Rule> Reasons => Questionnaire.Rules.Concat(Questionnaire.UnratedRules).Where(IsReason);

    /// <summary>The flags raised, most urgent first.</summary>
    public IEnumerable<Flag> Flags => Questionnaire.Flags.Where(IsRaised);

    /// <summary>What to do, most urgent first. The first flag of an action is its most urgent one.</summary>
    public IEnumerable<(RecommendedAction Action, IReadOnlyList<Flag> Flags)> Actions => Flags
        .GroupBy(ActionOf)
        .Where(flags => flags.Key is not null)
        .Select(flags => (flags.Key!, (IReadOnlyList<Flag>)[.. flags]));

    /// <summary>The next steps for this audience and band, in order.</summary>
    public IEnumerable<NextStep> NextSteps => Questionnaire.NextSteps(Audience, Band).Where(IsShown);

    /// <summary>The learning texts to link to, in order.</summary>
    public IEnumerable<LearningLink> LearningLinks => Questionnaire.LearningLinks.Where(IsLinked);

    /// <summary>Every answered scored item with the chosen option, in the order of the questionnaire.</summary>
    public IEnumerable<(Item Item, Option Option)> Breakdown => Questionnaire.Items
        .Where(item => item.IsScored && Sheet.Chosen[item.Index] >= 0)
        .Select(item => (item, item.Options[Sheet.Chosen[item.Index]]));

    /// <summary>Whether a rule holds and gives the band.</summary>
    public bool IsReason(Rule rule) => (held.Reasons >> rule.Index & 1) == 1;

    /// <summary>Whether a flag is raised.</summary>
    public bool IsRaised(Flag flag) => (held.Flags >> flag.Index & 1) == 1;

    /// <summary>Whether a next step of this audience and band is shown.</summary>
    public bool IsShown(NextStep step) => (held.Steps >> step.Index & 1) == 1;

    /// <summary>Whether the result links to a learning text.</summary>
    public bool IsLinked(LearningLink link) => (held.LearningLinks >> link.Index & 1) == 1;

    /// <summary>
    /// The action of a raised flag: one visit to a doctor is enough, so the action is replaced by the first action that covers it
    /// and that another raised flag calls for. Null in versions that define no actions.
    /// </summary>
    public RecommendedAction? ActionOf(Flag flag)
    {
        if (flag.Action is not { } own) return null;
        foreach (var other in own.CoveredBy)
        {
            if ((held.Actions >> other & 1) == 1) return Questionnaire.Actions[other];
        }

        return own;
    }
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

/// <summary>The conditions that hold for one person; each member has one bit per index.</summary>
/// <param name="Reasons">Rules that give the band.</param>
/// <param name="Flags">Flags raised.</param>
/// <param name="Actions">Actions that raised flags call for themselves.</param>
/// <param name="Steps">Next steps shown.</param>
/// <param name="LearningLinks">Learning texts linked.</param>
internal readonly record struct HeldConditions(ulong Reasons, ulong Flags, ulong Actions, ulong Steps, ulong LearningLinks);
