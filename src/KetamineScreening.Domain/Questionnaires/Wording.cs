using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Every text of one version of a questionnaire in one language, as stored in <c>en.json</c>, <c>de.json</c> and so on.</summary>
public sealed record Wording
{
    /// <summary>BCP 47 tag of the language.</summary>
    public required string Language { get; init; }

    /// <summary><c>source</c>, <c>unreviewed</c>, or <c>reviewed</c> once a clinician has signed the translation.</summary>
    public required string Review { get; init; }

    /// <summary>Title of the questionnaire.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, in one sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>Recall period of the questions, in words.</summary>
    public required string RecallPeriod { get; init; }

    /// <summary>Intended users and purposes, and those that are excluded.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>Statement of what a result does not mean.</summary>
    public required string Disclaimer { get; init; }

    /// <summary>State of clinical validation in plain words.</summary>
    public required string Validation { get; init; }

    /// <summary>Option labels of shared scales, by scale and code.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Scales { get; init; }

    /// <summary>Texts of sections by id.</summary>
    public required IReadOnlyDictionary<string, SectionWording> Sections { get; init; }

    /// <summary>Texts of items by id.</summary>
    public required IReadOnlyDictionary<string, ItemWording> Items { get; init; }

    /// <summary>Labels of the options of an item, by code: those of its scale, or its own.</summary>
    public IReadOnlyDictionary<string, string> OptionLabels(ItemDefinition item) =>
        item.Scale is { } scale ? Scales[scale] : Items[item.Id].Options!;

    /// <summary>Labels of bands by code.</summary>
    public required IReadOnlyDictionary<string, string> Bands { get; init; }

    /// <summary>Reason given when the score itself reaches the band.</summary>
    public required string ScoreReason { get; init; }

    /// <summary>Reasons of the bands that carry no rating, by code.</summary>
    public IReadOnlyDictionary<string, string> UnratedReasons { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>Reasons given by rules, by code.</summary>
    public required IReadOnlyDictionary<string, string> Rules { get; init; }

    /// <summary>Advice by flag code.</summary>
    public required IReadOnlyDictionary<string, TitledText> Flags { get; init; }

    /// <summary>Instructions of actions, by code.</summary>
    public IReadOnlyDictionary<string, TitledText> Actions { get => field ?? ReadOnlyDictionary<string, TitledText>.Empty; init; }

    /// <summary>Labels of audiences by code.</summary>
    public required IReadOnlyDictionary<string, string> Audiences { get; init; }

    /// <summary>Meaning of a result, by audience and band.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Guidance { get; init; }

    /// <summary>Texts of next steps by id.</summary>
    public required IReadOnlyDictionary<string, TitledText> NextSteps { get; init; }

    /// <summary>Notes on unanswered questions.</summary>
    public required CompletenessWording Completeness { get; init; }

    /// <summary>Advice for an emergency. Only the first published versions have it; the help directory replaces it.</summary>
    public string? Emergency { get; init; }

    /// <summary>The text of a reason for a band.</summary>
    public string ReasonOf(Rule rule) => (rule.Band.IsOnScale ? Rules : UnratedReasons)[rule.Code];
}

/// <summary>A text with a title.</summary>
/// <param name="Title">Short form; null only in versions that define no actions.</param>
/// <param name="Text">Long form.</param>
[JsonConverter(typeof(TitledTextConverter))]
public sealed record TitledText(string? Title, string Text);

/// <summary>Texts of a section.</summary>
/// <param name="Title">Heading, also the label of the domain.</param>
/// <param name="Intro">A sentence or two before the questions.</param>
public sealed record SectionWording(string Title, string Intro);

/// <summary>Texts of an item.</summary>
/// <param name="Text">The question.</param>
/// <param name="Help">What is meant by it.</param>
/// <param name="Options">Labels by code; null when the item uses a shared scale.</param>
public sealed record ItemWording(string Text, string Help, IReadOnlyDictionary<string, string>? Options = null);

/// <summary>Notes on how much was answered.</summary>
/// <param name="Complete">Every question asked was answered.</param>
/// <param name="Incomplete">Some were left out, so the result could be higher.</param>
/// <param name="DontKnow">Some were answered "I do not know"; only where the instrument has that option.</param>
public sealed record CompletenessWording(string Complete, string Incomplete, string? DontKnow = null);
