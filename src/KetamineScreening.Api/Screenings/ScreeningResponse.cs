using KetamineScreening.Api.Help;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Screenings;

/// <summary>An explained result. It is not a diagnosis, and says so.</summary>
/// <param name="Questionnaire">What was answered.</param>
/// <param name="Audience">Whom the guidance speaks to.</param>
/// <param name="Band">The risk band, with what it means.</param>
/// <param name="Score">The score, whole and by domain.</param>
/// <param name="SignsPresent">
/// How many of the warning signs asked are present; left out where the questionnaire does not count them.
/// </param>
/// <param name="Reasons">Every reason that reaches the band: `score`, or the code of a rule.</param>
/// <param name="Breakdown">What each answer adds to the score.</param>
/// <param name="Completeness">How much was answered.</param>
/// <param name="Actions">What to do because of the flags, the most urgent first; show them before anything else.</param>
/// <param name="Flags">Advice that does not depend on the band, the most urgent first.</param>
/// <param name="NextSteps">What to do next.</param>
/// <param name="Learn">Ids of learning texts to link to, for `GET /v1/learn/{id}`.</param>
/// <param name="Emergency">What to do in an emergency, and whom to call; always there.</param>
/// <param name="Help">Where help is, for the country of the request, or else anywhere.</param>
/// <param name="Disclaimer">What the result is not.</param>
/// <param name="Validation">State of clinical validation.</param>
/// <param name="ValidationNote">State of clinical validation in plain words.</param>
/// <param name="Contribution">`received` when the person agreed to be counted, `declined` when not. It never depends on limits.</param>
internal sealed record ScreeningResponse(
    QuestionnaireReference Questionnaire,
    string Audience,
    BandResult Band,
    ScoreResult Score,
    SignsPresentResult? SignsPresent,
    IReadOnlyList<ReasonResult> Reasons,
    IReadOnlyList<BreakdownEntry> Breakdown,
    CompletenessResult Completeness,
    IReadOnlyList<ActionResult> Actions,
    IReadOnlyList<FlagResult> Flags,
    IReadOnlyList<NextStepResult> NextSteps,
    IReadOnlyList<string> Learn,
    EmergencyResult Emergency,
    IReadOnlyList<HelpContact> Help,
    string Disclaimer,
    string Validation,
    string ValidationNote,
    string Contribution)
{
    /// <summary>Explains a result in the language of <paramref name="wording"/>.</summary>
    public static ScreeningResponse From(ScreeningResult result, Wording wording, HelpForCountry help, bool isContributed)
    {
        var (definition, audience, band) = (result.Questionnaire.Definition, result.Audience.Code, result.Band.Code);
        return new ScreeningResponse(
            new QuestionnaireReference(definition.Id, definition.Version),
            audience,
            new BandResult(band, result.Band.IsOnScale, wording.Bands[band], wording.Guidance[audience][band]),
            ScoreResult.From(result, wording),
            result.SignsPresent is { } signs ? new SignsPresentResult(signs.Count, signs.Of) : null,
            [.. result.ScoreReachesBand ? [new ReasonResult("score", wording.ScoreReason)] : Array.Empty<ReasonResult>(),
                .. result.Reasons.Select(rule => new ReasonResult(rule.Code, wording.ReasonOf(rule)))],
            [.. result.Breakdown.Select(entry => new BreakdownEntry(entry.Item.Id, entry.Option.Code, entry.Option.Weight ?? 0))],
            CompletenessResult.From(result, wording),
            [.. result.Actions.Select(entry => ActionResult.From(entry.Action, entry.Flags, wording))],
            [.. result.Flags.Select(flag => FlagResult.From(flag, result.ActionOf(flag)!, wording))],
            [.. result.NextSteps.Select(step => NextStepResult.From(step, wording))],
            [.. result.LearningLinks.Select(link => link.Id)],
            new EmergencyResult(help.EmergencyBlocks),
            help.Services,
            wording.Disclaimer,
            definition.Validation,
            wording.Validation,
            isContributed ? "received" : "declined");
    }

    /// <summary>The codes of urgencies, in the order of the enumeration.</summary>
    internal static IReadOnlyList<string> Urgencies { get; } = ["now", "urgent", "soon", "routine"];
}

/// <summary>What was answered.</summary>
/// <param name="Id">Id of the questionnaire.</param>
/// <param name="Version">Its version.</param>
internal sealed record QuestionnaireReference(string Id, string Version);

/// <summary>A band with what it means.</summary>
/// <param name="Code">Code of the band.</param>
/// <param name="OnScale">Whether it is a risk band; a band without rating stands beside the scale and is drawn apart from it.</param>
/// <param name="Label">The band in words.</param>
/// <param name="Summary">What it means for this audience.</param>
internal sealed record BandResult(string Code, bool OnScale, string Label, string Summary);

/// <summary>The score.</summary>
/// <param name="Value">Sum of the weights of all answers.</param>
/// <param name="Max">Largest sum possible with the questions asked.</param>
/// <param name="Domains">The score by domain, only the domains asked.</param>
internal sealed record ScoreResult(int Value, int Max, IReadOnlyList<DomainResult> Domains)
{
    internal static ScoreResult From(ScreeningResult result, Wording wording) => new(
        result.Score,
        result.MaxScore,
        [.. result.Domains.Select(domain =>
            new DomainResult(domain.Section.Id, wording.Sections[domain.Section.Id].Title, domain.Score, domain.MaxScore))]);
}

/// <summary>The score of a domain.</summary>
/// <param name="Code">Code of the domain, the id of its section.</param>
/// <param name="Label">The domain in words.</param>
/// <param name="Value">Sum of the weights.</param>
/// <param name="Max">Largest sum possible with the questions asked.</param>
internal sealed record DomainResult(string Code, string Label, int Value, int Max);

/// <summary>Warning signs present.</summary>
/// <param name="Count">How many are present.</param>
/// <param name="Of">How many were asked about.</param>
internal sealed record SignsPresentResult(int Count, int Of);

/// <summary>A reason for the band.</summary>
/// <param name="Code">`score`, or the code of a rule.</param>
/// <param name="Text">The reason in words.</param>
internal sealed record ReasonResult(string Code, string Text);

/// <summary>What an answer adds.</summary>
/// <param name="Item">Id of the item.</param>
/// <param name="Option">Code of the option chosen.</param>
/// <param name="Weight">What it adds to the score.</param>
internal sealed record BreakdownEntry(string Item, string Option, int Weight);

/// <summary>How much was answered.</summary>
/// <param name="Answered">Questions answered.</param>
/// <param name="DontKnow">Questions answered "I do not know"; left out where that cannot be answered.</param>
/// <param name="Asked">Questions asked in this case.</param>
/// <param name="Complete">Whether every question asked has a definite answer.</param>
/// <param name="Note">What that means for the result.</param>
internal sealed record CompletenessResult(int Answered, int? DontKnow, int Asked, bool Complete, string Note)
{
    internal static CompletenessResult From(ScreeningResult result, Wording wording)
    {
        var completeness = result.Completeness;
        var leftOut = completeness.Answered + completeness.DontKnow < completeness.Asked;
        return new(
            completeness.Answered,
            result.Questionnaire.Definition.DontKnowCode is null ? null : completeness.DontKnow,
            completeness.Asked,
            completeness.IsComplete,
            completeness.IsComplete ? wording.Completeness.Complete
                : leftOut ? wording.Completeness.Incomplete
                : wording.Completeness.DontKnow!);
    }
}

/// <summary>Advice that does not depend on the band.</summary>
/// <param name="Code">Code of the flag.</param>
/// <param name="Urgency">`now`, `urgent`, `soon` or `routine`.</param>
/// <param name="Action">Code of the action that includes it.</param>
/// <param name="Title">The reason in a few words.</param>
/// <param name="Text">The advice.</param>
internal sealed record FlagResult(string Code, string Urgency, string Action, string Title, string Text)
{
    internal static FlagResult From(Flag flag, RecommendedAction action, Wording wording)
    {
        var (title, text) = wording.Flags[flag.Code];
        return new(flag.Code, ScreeningResponse.Urgencies[(int)flag.Urgency], action.Code, title!, text);
    }
}

/// <summary>Something to do because of one or more flags.</summary>
/// <param name="Code">Code of the action.</param>
/// <param name="Urgency">Urgency of its most urgent flag: `now`, `urgent`, `soon` or `routine`.</param>
/// <param name="Title">The instruction.</param>
/// <param name="Text">The instruction in more words.</param>
/// <param name="Flags">Codes of its flags, in the order of `flags`.</param>
internal sealed record ActionResult(string Code, string Urgency, string Title, string Text, IReadOnlyList<string> Flags)
{
    internal static ActionResult From(RecommendedAction action, IReadOnlyList<Flag> flags, Wording wording)
    {
        var (title, text) = wording.Actions[action.Code];
        var urgency = ScreeningResponse.Urgencies[(int)flags[0].Urgency];
        return new(action.Code, urgency, title!, text, [.. flags.Select(flag => flag.Code)]);
    }
}

/// <summary>A next step.</summary>
/// <param name="Kind">Kind of help.</param>
/// <param name="Title">The step in a few words.</param>
/// <param name="Text">What it is and why.</param>
internal sealed record NextStepResult(string Kind, string Title, string Text)
{
    internal static NextStepResult From(NextStep step, Wording wording)
    {
        var (title, text) = wording.NextSteps[step.Id];
        return new(step.Kind, title!, text);
    }
}

/// <summary>What to do in an emergency.</summary>
/// <param name="Blocks">One block for each kind of emergency, each with the numbers to call.</param>
internal sealed record EmergencyResult(IReadOnlyList<EmergencyBlock> Blocks);
