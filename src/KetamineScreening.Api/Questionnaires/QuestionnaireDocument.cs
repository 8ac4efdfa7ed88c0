using System.Text.Json.Serialization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

/// <summary>A questionnaire, self-contained: a client renders, branches, scores and explains with nothing else.</summary>
internal sealed record QuestionnaireDocument
{
    /// <summary>Id of the instrument.</summary>
    public required string Id { get; init; }

    /// <summary>Version of the instrument, major.minor.patch.</summary>
    public required string Version { get; init; }

    /// <summary>`active`, or `retired` when this version can be read and is no longer scored.</summary>
    public required string Status { get; init; }

    /// <summary>The version that replaces a retired one.</summary>
    public string? Successor { get; init; }

    /// <summary>BCP 47 tag of the language of all texts.</summary>
    public required string Language { get; init; }

    /// <summary>State of the texts: `source`, `unreviewed`, or `reviewed` once a clinician has signed the translation.</summary>
    public required string Review { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for, in one sentence.</summary>
    public required string Purpose { get; init; }

    /// <summary>Whom the questions are about: `self` or `other`.</summary>
    public required string Perspective { get; init; }

    /// <summary>The time the questions speak of.</summary>
    public required RecallPeriodDocument RecallPeriod { get; init; }

    /// <summary>How long answering takes, in minutes.</summary>
    public required int EstimatedMinutes { get; init; }

    /// <summary>Whom and what it is meant for, and what not.</summary>
    public required string IntendedUse { get; init; }

    /// <summary>What a result is not; show it with every result.</summary>
    public required string Disclaimer { get; init; }

    /// <summary>State of clinical validation.</summary>
    public required string Validation { get; init; }

    /// <summary>State of clinical validation in plain words; show it with every result.</summary>
    public required string ValidationNote { get; init; }

    /// <summary>What the items rest on.</summary>
    public required IReadOnlyList<SourceDefinition> Sources { get; init; }

    /// <summary>Code of the option that says "I do not know", where the questionnaire has one.</summary>
    public string? DontKnowCode { get; init; }

    /// <summary>Sections in the order in which they are asked.</summary>
    public required IReadOnlyList<SectionDocument> Sections { get; init; }

    /// <summary>Counts of answers that conditions look at.</summary>
    public required IReadOnlyList<CountDocument> Counts { get; init; }

    /// <summary>Risk bands by score, the lowest first.</summary>
    public required IReadOnlyList<BandDocument> Bands { get; init; }

    /// <summary>
    /// Bands that carry no rating and stand beside the scale: the first with a reason that holds replaces the band of the scale.
    /// </summary>
    public IReadOnlyList<UnratedBandDocument>? UnratedBands { get; init; }

    /// <summary>Reason given when the score itself reaches the band.</summary>
    public required string ScoreReason { get; init; }

    /// <summary>Rules that raise the band to at least the one they name.</summary>
    public required IReadOnlyList<RuleDocument> Rules { get; init; }

    /// <summary>Advice that does not depend on the band, the most pressing first.</summary>
    public required IReadOnlyList<FlagDocument> Flags { get; init; }

    /// <summary>What to do because of the flags raised.</summary>
    public IReadOnlyList<ActionDocument>? Actions { get; init; }

    /// <summary>Whom the guidance speaks to: the first whose condition holds.</summary>
    public required IReadOnlyList<AudienceDocument> Audiences { get; init; }

    /// <summary>What a result means, by audience and band.</summary>
    public required IReadOnlyList<GuidanceDocument> Guidance { get; init; }

    /// <summary>Notes on questions left out.</summary>
    public required CompletenessWording Completeness { get; init; }

    /// <summary>Learning texts that a result links to, in order.</summary>
    public IReadOnlyList<LearningLinkDefinition>? Learn { get; init; }

    /// <summary>What to do in an emergency. Only retired versions have it; the help directory replaces it.</summary>
    public string? Emergency { get; init; }

    /// <summary>Combines the structure of a version with its texts in one language.</summary>
    public static QuestionnaireDocument From(PublishedVersion published, Wording wording)
    {
        var (questionnaire, definition) = (published.Questionnaire, published.Questionnaire.Definition);
        var hasActions = definition.Actions.Count > 0;
        return new QuestionnaireDocument
        {
            Id = definition.Id,
            Version = definition.Version,
            Status = published.Retirement is null ? "active" : "retired",
            Successor = published.Retirement is { } retirement ? $"{retirement.Successor.Version}" : null,
            Language = wording.Language,
            Review = wording.Review,
            Title = wording.Title,
            Purpose = wording.Purpose,
            Perspective = definition.Perspective,
            RecallPeriod = new RecallPeriodDocument(definition.RecallPeriod, wording.RecallPeriod),
            EstimatedMinutes = definition.EstimatedMinutes,
            IntendedUse = wording.IntendedUse,
            Disclaimer = wording.Disclaimer,
            Validation = definition.Validation,
            ValidationNote = wording.Validation,
            Sources = definition.Sources,
            DontKnowCode = definition.DontKnowCode,
            Sections = [.. definition.Sections.Select(section => SectionDocument.From(section, wording))],
            Counts = [.. questionnaire.Counts
                .Select(count => new CountDocument(count.Name, definition.Counts[count.Name].Section, definition.Counts[count.Name].In))],
            Bands = [.. definition.Bands.Select(band => new BandDocument(band.Code, wording.Bands[band.Code], band.From, band.To))],
            UnratedBands = definition.UnratedBands.Count == 0 ? null :
                [.. definition.UnratedBands.Select(band => UnratedBandDocument.From(band, wording))],
            ScoreReason = wording.ScoreReason,
            Rules = [.. definition.Rules.Select(rule => new RuleDocument(rule.Code, rule.Band, rule.When, wording.Rules[rule.Code]))],
            Flags = [.. questionnaire.Flags
                .Select(flag => definition.Flags.Single(candidate => candidate.Code == flag.Code))
                .Select(flag => FlagDocument.From(flag, wording))],
            Actions = hasActions ? [.. definition.Actions.Select(action => ActionDocument.From(action, wording))] : null,
            Audiences = [.. definition.Audiences
                .Select(audience => new AudienceDocument(audience.Code, wording.Audiences[audience.Code], audience.When))],
            Guidance = [.. definition.Guidance.SelectMany(byBand => byBand.Value.Select(entry => new GuidanceDocument(
                byBand.Key,
                entry.Key,
                wording.Guidance[byBand.Key][entry.Key],
                [.. entry.Value.Select(step => NextStepDocument.From(step, definition, wording))])))],
            Completeness = wording.Completeness,
            Learn = definition.Learn.Count == 0 ? null : definition.Learn,
            Emergency = wording.Emergency,
        };
    }
}

/// <summary>The time the questions speak of.</summary>
/// <param name="Duration">ISO 8601 duration.</param>
/// <param name="Text">The same in words.</param>
internal sealed record RecallPeriodDocument(string Duration, string Text);

/// <summary>A section of questions asked together.</summary>
/// <param name="Id">Id of the section; the code of the domain when its items are scored.</param>
/// <param name="Title">Heading.</param>
/// <param name="Intro">A sentence or two before the questions.</param>
/// <param name="Items">The questions.</param>
internal sealed record SectionDocument(string Id, string Title, string Intro, IReadOnlyList<ItemDocument> Items)
{
    internal static SectionDocument From(SectionDefinition section, Wording wording)
    {
        var texts = wording.Sections[section.Id];
        return new(section.Id, texts.Title, texts.Intro, [.. section.Items.Select(item => ItemDocument.From(item, wording))]);
    }
}

/// <summary>A question.</summary>
internal sealed record ItemDocument
{
    /// <summary>Id of the item; the member name of its answer.</summary>
    public required string Id { get; init; }

    /// <summary>The question.</summary>
    public required string Text { get; init; }

    /// <summary>What is meant by it.</summary>
    public required string Help { get; init; }

    /// <summary>Whether it has to be answered when it is asked; any other question may be left out.</summary>
    public required bool Required { get; init; }

    /// <summary>When it is asked; always, when left out.</summary>
    public ConditionDocument? AskedWhen { get; init; }

    /// <summary>What can be answered.</summary>
    public required IReadOnlyList<OptionDocument> Options { get; init; }

    /// <summary>The sources it rests on.</summary>
    public required IReadOnlyList<BasisDefinition> Basis { get; init; }

    internal static ItemDocument From(ItemDefinition item, Wording wording)
    {
        var texts = wording.Items[item.Id];
        var labels = wording.OptionLabels(item);
        return new ItemDocument
        {
            Id = item.Id,
            Text = texts.Text,
            Help = texts.Help,
            Required = item.Required,
            AskedWhen = item.AskedWhen,
            Options = [.. item.Options!.Select(option => new OptionDocument(option.Code, labels[option.Code], option.Weight))],
            Basis = item.Basis,
        };
    }
}

/// <summary>Something that can be answered.</summary>
/// <param name="Code">Code of the option; the value of the answer.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="Weight">What it adds to the score; null where the question is not scored.</param>
internal sealed record OptionDocument(
    string Code, string Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Weight);

/// <summary>A number of answers that conditions look at.</summary>
/// <param name="Name">Name of the count.</param>
/// <param name="Section">Section whose items are counted.</param>
/// <param name="In">Codes that count.</param>
internal sealed record CountDocument(string Name, string Section, IReadOnlyList<string> In);

/// <summary>A risk band.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="From">Lowest score, itself included.</param>
/// <param name="To">Highest score, itself included; null for the last band.</param>
internal sealed record BandDocument(
    string Code, string Label, int From, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? To);

/// <summary>A band that carries no rating.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="InsteadOf">The only band of the scale that it replaces; every band, when left out.</param>
/// <param name="Reasons">The band applies when at least one of these holds.</param>
internal sealed record UnratedBandDocument(string Code, string Label, string? InsteadOf, IReadOnlyList<UnratedReasonDocument> Reasons)
{
    internal static UnratedBandDocument From(UnratedBandDefinition band, Wording wording) => new(
        band.Code,
        wording.Bands[band.Code],
        band.InsteadOf,
        [.. band.Reasons.Select(reason => new UnratedReasonDocument(reason.Code, reason.When, wording.UnratedReasons[reason.Code]))]);
}

/// <summary>A reason for a band that carries no rating.</summary>
/// <param name="Code">Code of the reason.</param>
/// <param name="When">When it holds.</param>
/// <param name="Reason">What the person reads.</param>
internal sealed record UnratedReasonDocument(string Code, ConditionDocument When, string Reason);

/// <summary>A rule that raises the band.</summary>
/// <param name="Code">Code of the rule.</param>
/// <param name="Band">Band that is reached at least.</param>
/// <param name="When">When it holds.</param>
/// <param name="Reason">What the person reads when this rule reaches the band.</param>
internal sealed record RuleDocument(string Code, string Band, ConditionDocument When, string Reason);

/// <summary>Advice that does not depend on the band.</summary>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency">`now`, `urgent`, `soon` or `routine`.</param>
/// <param name="Action">Code of the action that it calls for, unless an action that covers it is called for too.</param>
/// <param name="When">When it is raised.</param>
/// <param name="Title">The reason in a few words.</param>
/// <param name="Text">The advice.</param>
internal sealed record FlagDocument(string Code, string Urgency, string? Action, ConditionDocument When, string? Title, string Text)
{
    internal static FlagDocument From(FlagDefinition flag, Wording wording)
    {
        var (title, text) = wording.Flags[flag.Code];
        return new(flag.Code, flag.Urgency, flag.Action, flag.When, title, text);
    }
}

/// <summary>Something to do because of one or more flags.</summary>
/// <param name="Code">Code of the action.</param>
/// <param name="Title">The instruction.</param>
/// <param name="Text">The instruction in more words.</param>
/// <param name="CoveredBy">
/// Actions that include this one. When a raised flag calls for one of them, the flags of this action join the first such action.
/// </param>
internal sealed record ActionDocument(string Code, string Title, string Text, IReadOnlyList<string>? CoveredBy)
{
    internal static ActionDocument From(ActionDefinition action, Wording wording)
    {
        var (title, text) = wording.Actions[action.Code];
        return new(action.Code, title!, text, action.CoveredBy);
    }
}

/// <summary>Whom the guidance speaks to.</summary>
/// <param name="Code">Code of the audience.</param>
/// <param name="Label">The audience in words.</param>
/// <param name="When">When somebody belongs to it; left out for the last, which takes everybody left.</param>
internal sealed record AudienceDocument(string Code, string Label, ConditionDocument? When);

/// <summary>What a result means for one audience in one band.</summary>
/// <param name="Audience">Code of the audience.</param>
/// <param name="Band">Code of the band.</param>
/// <param name="Summary">What it means.</param>
/// <param name="NextSteps">What to do next.</param>
internal sealed record GuidanceDocument(string Audience, string Band, string Summary, IReadOnlyList<NextStepDocument> NextSteps);

/// <summary>A step that a result can point to.</summary>
/// <param name="Kind">Kind of help.</param>
/// <param name="When">When a result shows it; always, when left out.</param>
/// <param name="Title">The step in a few words.</param>
/// <param name="Text">What it is and why.</param>
/// <param name="CoveredBy">
/// Actions that ask for the same thing: when a raised flag calls for one of them, a result does not show the step.
/// </param>
internal sealed record NextStepDocument(
    string Kind, ConditionDocument? When, string? Title, string Text, IReadOnlyList<string>? CoveredBy)
{
    internal static NextStepDocument From(string id, Definition definition, Wording wording)
    {
        var (step, (title, text)) = (definition.NextSteps[id], wording.NextSteps[id]);
        return new(step.Kind, step.When, title, text, step.CoveredBy);
    }
}
