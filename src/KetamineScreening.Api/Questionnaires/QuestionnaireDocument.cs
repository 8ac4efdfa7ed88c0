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
