using System.Text.Json.Serialization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Questionnaires;

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
