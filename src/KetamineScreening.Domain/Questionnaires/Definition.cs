namespace KetamineScreening.Domain.Questionnaires;

/// <summary>The structure of one version of an instrument, as its file <c>definition.json</c> holds it: no text for people.</summary>
public sealed record Definition
{
    /// <summary>Id of the instrument, lower kebab-case.</summary>
    public required string Id { get; init; }

    /// <summary>Version, major.minor.patch.</summary>
    public required string Version { get; init; }

    /// <summary>Whom the questions are about: <c>self</c> or <c>other</c>.</summary>
    public required string Perspective { get; init; }

    /// <summary>The time the questions speak of, an ISO 8601 duration.</summary>
    public required string RecallPeriod { get; init; }

    /// <summary>How long answering takes, in minutes, 1 or more.</summary>
    public required int EstimatedMinutes { get; init; }

    /// <summary>State of clinical validation: <c>not-validated</c> is the only value that exists today.</summary>
    public required string Validation { get; init; }

    /// <summary>What the items rest on.</summary>
    public required IReadOnlyList<SourceDefinition> Sources { get; init; }

    /// <summary>The option that says "I do not know", where the instrument has one; it is told apart from an answer.</summary>
    public string? DontKnowCode { get; init; }

    /// <summary>Sets of options that several items share, by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<OptionDefinition>> Scales { get; init; }

    /// <summary>Conditions that several places share, by name.</summary>
    public required IReadOnlyDictionary<string, ConditionDocument> Conditions { get; init; }

    /// <summary>Sections in the order in which they are asked.</summary>
    public required IReadOnlyList<SectionDefinition> Sections { get; init; }

    /// <summary>Counts of items answered with one of some codes, by name.</summary>
    public required IReadOnlyDictionary<string, CountDefinition> Counts { get; init; }

    /// <summary>Risk bands by score, from the lowest to the highest.</summary>
    public required IReadOnlyList<BandDefinition> Bands { get; init; }

    /// <summary>Rules that raise the band whatever the score.</summary>
    public required IReadOnlyList<RuleDefinition> Rules { get; init; }

    /// <summary>Advice that does not depend on the band.</summary>
    public required IReadOnlyList<FlagDefinition> Flags { get; init; }

    /// <summary>Whom the guidance speaks to: the first whose condition holds; the last has none.</summary>
    public required IReadOnlyList<AudienceDefinition> Audiences { get; init; }

    /// <summary>Steps a result can point to: step id to kind of help.</summary>
    public required IReadOnlyDictionary<string, string> NextSteps { get; init; }

    /// <summary>Audience to band to the ids of the steps in order; only pairs that can come about.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Guidance { get; init; }
}

/// <summary>A source that items rest on.</summary>
/// <param name="Id">Short id used by the basis of an item.</param>
/// <param name="Title">Title of the source.</param>
/// <param name="Publisher">Who published it, when known.</param>
/// <param name="Reviewed">ISO date of its last review, when known.</param>
public sealed record SourceDefinition(string Id, string Title, string? Publisher, string? Reviewed);

/// <summary>An option of an item.</summary>
/// <param name="Code">Code, lower kebab-case.</param>
/// <param name="Weight">What it adds to the score, 0 or more; null where the item is not scored.</param>
public sealed record OptionDefinition(string Code, int? Weight);

/// <summary>A section of items asked together; also a domain of the score when its items are scored.</summary>
/// <param name="Id">Id of the section.</param>
/// <param name="Items">Its items in order.</param>
public sealed record SectionDefinition(string Id, IReadOnlyList<ItemDefinition> Items);

/// <summary>One question.</summary>
public sealed record ItemDefinition
{
    /// <summary>Id of the item, unique in the instrument.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it has to be answered when it is asked.</summary>
    public bool Required { get; init; }

    /// <summary>When it is asked; always, when left out.</summary>
    public ConditionDocument? AskedWhen { get; init; }

    /// <summary>Name of a shared scale; either this or <see cref="Options"/>.</summary>
    public string? Scale { get; init; }

    /// <summary>Options of its own; either these or <see cref="Scale"/>.</summary>
    public IReadOnlyList<OptionDefinition>? Options { get; init; }

    /// <summary>The sources and headings it rests on, at least one.</summary>
    public required IReadOnlyList<BasisDefinition> Basis { get; init; }
}

/// <summary>Where in a source an item comes from.</summary>
/// <param name="Source">Id of the source.</param>
/// <param name="Heading">Heading in that source, or what is said there.</param>
public sealed record BasisDefinition(string Source, string Heading);

/// <summary>How many items of a section were answered with one of some codes.</summary>
/// <param name="Section">Section whose items are counted.</param>
/// <param name="In">Codes that count.</param>
public sealed record CountDefinition(string Section, IReadOnlyList<string> In);

/// <summary>A band of the score.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="From">Lowest score, itself included.</param>
/// <param name="To">Highest score, itself included; null for the last band.</param>
public sealed record BandDefinition(string Code, int From, int? To);

/// <summary>A rule that raises the band to at least the one it names.</summary>
/// <param name="Code">Code of the rule, given as a reason.</param>
/// <param name="Band">Band that is reached at least.</param>
/// <param name="When">When the rule holds.</param>
public sealed record RuleDefinition(string Code, string Band, ConditionDocument When);

/// <summary>A piece of advice.</summary>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency"><c>now</c>, <c>urgent</c>, <c>soon</c> or <c>routine</c>.</param>
/// <param name="When">When it is raised.</param>
public sealed record FlagDefinition(string Code, string Urgency, ConditionDocument When);

/// <summary>A group of people whom the guidance speaks to.</summary>
/// <param name="Code">Code of the audience.</param>
/// <param name="When">When somebody belongs to it; null for the last, which takes everybody left.</param>
public sealed record AudienceDefinition(string Code, ConditionDocument? When = null);
