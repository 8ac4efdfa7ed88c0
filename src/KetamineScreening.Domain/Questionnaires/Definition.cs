using System.Text.Json.Serialization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Structure of a questionnaire version, as stored in <c>definition.json</c>; see <see cref="Wording"/> for its texts.</summary>
public sealed record Definition
{
    /// <summary>Id of the questionnaire, lower kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>Version, major.minor.patch.</summary>
    public required string Version { get; init; }

    /// <summary>Whom the questions are about: <c>self</c> or <c>other</c>.</summary>
    public required string Perspective { get; init; }

    /// <summary>Recall period of the questions, an ISO 8601 duration.</summary>
    public required string RecallPeriod { get; init; }

    /// <summary>How long answering takes, in minutes, 1 or more.</summary>
    public required int EstimatedMinutes { get; init; }

    /// <summary>State of clinical validation; <c>not-validated</c> is the only value so far.</summary>
    public required string Validation { get; init; }

    /// <summary>What the items rest on.</summary>
    public required IReadOnlyList<SourceDefinition> Sources { get; init; }

    /// <summary>Code of the option "I do not know", if the questionnaire has one; it does not count as an answer.</summary>
    public string? DontKnowCode { get; init; }

    /// <summary>Option lists shared by several items, by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<OptionDefinition>> Scales { get; init; }

    /// <summary>Shared conditions by name.</summary>
    public required IReadOnlyDictionary<string, ConditionDocument> Conditions { get; init; }

    /// <summary>Sections in the order in which they are asked.</summary>
    public required IReadOnlyList<SectionDefinition> Sections { get; init; }

    /// <summary>Counts by name.</summary>
    public required IReadOnlyDictionary<string, CountDefinition> Counts { get; init; }

    /// <summary>Risk bands by score, from the lowest to the highest.</summary>
    public required IReadOnlyList<BandDefinition> Bands { get; init; }

    /// <summary>Bands that carry no rating and stand beside the scale, in the order in which they are considered.</summary>
    public IReadOnlyList<UnratedBandDefinition> UnratedBands { get => field ?? []; init; }

    /// <summary>Rules that raise the band regardless of the score.</summary>
    public required IReadOnlyList<RuleDefinition> Rules { get; init; }

    /// <summary>Advice that does not depend on the band.</summary>
    public required IReadOnlyList<FlagDefinition> Flags { get; init; }

    /// <summary>What a person can be asked to do because of a flag.</summary>
    public IReadOnlyList<ActionDefinition> Actions { get => field ?? []; init; }

    /// <summary>Audiences of the guidance: the first whose condition holds applies; the last has no condition.</summary>
    public required IReadOnlyList<AudienceDefinition> Audiences { get; init; }

    /// <summary>Next steps that a result can recommend, by id.</summary>
    public required IReadOnlyDictionary<string, NextStepDefinition> NextSteps { get; init; }

    /// <summary>Step ids in order, by audience and band; exactly the pairs that a result can have.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Guidance { get; init; }

    /// <summary>Learning texts that a result can link to, in order.</summary>
    public IReadOnlyList<LearningLinkDefinition> Learn { get => field ?? []; init; }
}

/// <summary>A source that items rest on.</summary>
/// <param name="Id">Short id used by the basis of an item.</param>
/// <param name="Title">Title of the source.</param>
/// <param name="Publisher">Who published it, when known.</param>
/// <param name="Reviewed">ISO date of its last review, when known.</param>
public sealed record SourceDefinition(string Id, string Title, string? Publisher, string? Reviewed);

/// <summary>An option of an item.</summary>
/// <param name="Code">Code, lower kebab-case.</param>
/// <param name="Weight">Points it adds to the score, 0 or more; null when the item is not scored.</param>
public sealed record OptionDefinition(string Code, int? Weight)
{
    /// <summary>Reserved code: counters use it for an item that was not asked.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>Reserved code: counters use it for an item that was asked and left out.</summary>
    public const string NotAnswered = "not-answered";
}

/// <summary>A section of items asked together; a section with scored items is also a domain of the score.</summary>
/// <param name="Id">Id of the section.</param>
/// <param name="Items">Its items in order.</param>
public sealed record SectionDefinition(string Id, IReadOnlyList<ItemDefinition> Items);

/// <summary>One question.</summary>
public sealed record ItemDefinition
{
    /// <summary>Id of the item, unique in the questionnaire.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it must be answered when asked.</summary>
    public bool Required { get; init; }

    /// <summary>When it is asked; always, when left out.</summary>
    public ConditionDocument? AskedWhen { get; init; }

    /// <summary>Name of a shared scale; exclusive with <see cref="Options"/>.</summary>
    public string? Scale { get; init; }

    /// <summary>Its own options; exclusive with <see cref="Scale"/>.</summary>
    public IReadOnlyList<OptionDefinition>? Options { get; init; }

    /// <summary>The sources it is based on, at least one.</summary>
    public required IReadOnlyList<BasisDefinition> Basis { get; init; }
}

/// <summary>Where in a source an item comes from.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Heading">Heading in that source, or what is said there.</param>
public sealed record BasisDefinition(string Source, string Heading);

/// <summary>A count: the number of items of a section whose answer is one of the listed codes.</summary>
/// <param name="Section">Section whose items are counted.</param>
/// <param name="In">Codes that count.</param>
public sealed record CountDefinition(string Section, IReadOnlyList<string> In);

/// <summary>A band of the score.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="From">Lowest score, itself included.</param>
/// <param name="To">Highest score, itself included; null for the last band.</param>
public sealed record BandDefinition(string Code, int From, int? To);

/// <summary>A rule that raises the band of a result to at least <paramref name="Band"/>.</summary>
/// <param name="Code">Code of the rule, reported as a reason for the band.</param>
/// <param name="Band">Band that is reached at least.</param>
/// <param name="When">When the rule holds.</param>
public sealed record RuleDefinition(string Code, string Band, ConditionDocument When);

/// <summary>A band that carries no rating.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="Reasons">The band applies when at least one of these conditions holds.</param>
/// <param name="InsteadOf">The only band of the scale that it replaces; null when it replaces every band.</param>
public sealed record UnratedBandDefinition(string Code, IReadOnlyList<UnratedReasonDefinition> Reasons, string? InsteadOf = null);

/// <summary>A reason for a band that carries no rating.</summary>
/// <param name="Code">Code of the reason.</param>
/// <param name="When">When it holds.</param>
public sealed record UnratedReasonDefinition(string Code, ConditionDocument When);

/// <summary>Advice given when a condition holds.</summary>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency"><c>now</c>, <c>urgent</c>, <c>soon</c> or <c>routine</c>.</param>
/// <param name="When">When it is raised.</param>
/// <param name="Action">Code of the action that it calls for; null only in versions that define no actions.</param>
public sealed record FlagDefinition(string Code, string Urgency, ConditionDocument When, string? Action = null);

/// <summary>Something to do because of one or more flags.</summary>
/// <param name="Code">Code of the action.</param>
/// <param name="CoveredBy">
/// Actions that include this one. When one of them is called for, the flags of this action join the first such action.
/// </param>
public sealed record ActionDefinition(string Code, IReadOnlyList<string>? CoveredBy = null);

/// <summary>A next step.</summary>
/// <param name="Kind">Kind of help.</param>
/// <param name="When">When a result shows it; always, when null.</param>
/// <param name="CoveredBy">
/// Actions that ask for the same thing: when a raised flag calls for one of them, a result does not show the step.
/// </param>
[JsonConverter(typeof(NextStepConverter))]
public sealed record NextStepDefinition(string Kind, ConditionDocument? When = null, IReadOnlyList<string>? CoveredBy = null);

/// <summary>A link from a result to a learning text.</summary>
/// <param name="Id">Id of the learning text.</param>
/// <param name="When">When a result has the link; always, when null.</param>
public sealed record LearningLinkDefinition(string Id, ConditionDocument? When = null);

/// <summary>A group of people with guidance of its own.</summary>
/// <param name="Code">Code of the audience.</param>
/// <param name="When">Condition of membership; null for the last audience, which takes all remaining people.</param>
public sealed record AudienceDefinition(string Code, ConditionDocument? When = null);
