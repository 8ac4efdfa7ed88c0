using System.Collections.Immutable;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>A band of a result.</summary>
/// <param name="Index">Position among the bands, 0 for the lowest.</param>
/// <param name="Code">Code of the band.</param>
/// <param name="From">Lowest score, inclusive; null for a band that carries no rating.</param>
/// <param name="InsteadOf">The only band of the scale that a band without rating replaces; null when it replaces every band.</param>
public sealed record Band(int Index, string Code, int? From, Band? InsteadOf = null)
{
    /// <summary>Whether the band is part of the ordered scale.</summary>
    public bool IsOnScale => From is not null;
}

/// <summary>A reason for a band other than the score.</summary>
/// <param name="Index">Position among all rules: first the rules that raise the band, then those of the bands that carry no rating.</param>
/// <param name="Code">Code of the rule.</param>
/// <param name="Band">Lowest band of a result for which the rule holds, or the band without rating that it gives a reason for.</param>
/// <param name="When">When it holds.</param>
public sealed record Rule(int Index, string Code, Band Band, Condition When);

/// <summary>Advice given when a condition holds.</summary>
/// <param name="Index">Position among the flags, in the order of a result.</param>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency">How soon to act.</param>
/// <param name="When">When it is raised.</param>
/// <param name="Action">The action that it calls for; null only in versions that define no actions.</param>
public sealed record Flag(int Index, string Code, Urgency Urgency, Condition When, RecommendedAction? Action);

/// <summary>Something to do because of one or more flags.</summary>
/// <param name="Index">Position among the actions.</param>
/// <param name="Code">Code of the action.</param>
/// <param name="CoveredBy">Indexes of the actions that include this one, in the order in which they are considered.</param>
public sealed record RecommendedAction(int Index, string Code, ImmutableArray<int> CoveredBy);

/// <summary>A next step.</summary>
/// <param name="Index">Position among all next steps of the definition.</param>
/// <param name="Id">Id of the step.</param>
/// <param name="Kind">Kind of help.</param>
/// <param name="When">When a result shows it; always, when null.</param>
/// <param name="CoveredBy">
/// Actions that ask for the same thing, one bit per action index: when a raised flag calls for one of them, a result does not show
/// the step.
/// </param>
public sealed record NextStep(int Index, string Id, string Kind, Condition? When, ulong CoveredBy);

/// <summary>A link to a learning text.</summary>
/// <param name="Index">Position among the links.</param>
/// <param name="Id">Id of the learning text.</param>
/// <param name="When">When a result has it; always, when null.</param>
public sealed record LearningLink(int Index, string Id, Condition? When);

/// <summary>How soon to act on a flag, most urgent first.</summary>
public enum Urgency
{
    /// <summary>Immediately.</summary>
    Now,

    /// <summary>Today.</summary>
    Urgent,

    /// <summary>Within days.</summary>
    Soon,

    /// <summary>At the next opportunity.</summary>
    Routine,
}

/// <summary>A group of people with guidance of its own.</summary>
/// <param name="Index">Position among the audiences.</param>
/// <param name="Code">Code of the audience.</param>
/// <param name="When">Condition of membership; null for the last audience, which takes all remaining people.</param>
public sealed record Audience(int Index, string Code, Condition? When);
