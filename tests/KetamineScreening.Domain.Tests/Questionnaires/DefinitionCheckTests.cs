using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

public sealed class DefinitionCheckTests
{
    private static readonly ConditionDocument Never = new() { Item = "last-used", In = ["never"] };

    public static TheoryData<string, Func<Definition, Definition>> Faulty => new()
    {
        { "version: not of the form", good => good with { Version = "1.0" } },
        { "perspective:", good => good with { Perspective = "them" } },
        { "bands.increasing: a gap before it, from 8 to 8", good => WithBand(good, 1, from: 9) },
        { "bands.increasing: overlaps 'lower'", good => WithBand(good, 1, from: 7) },
        { "bands.lower: the first band does not begin at 0", good => WithBand(good, 0, from: 1) },
        { "rules.x: unknown band 'huge'", good => WithRule(good, Never, "huge") },
        { "rules.x: unknown item 'shoe-size'", good => WithRule(good, new() { Item = "shoe-size", In = ["44"] }) },
        { "rules.x: item 'last-used' has no option 'daily'", good => WithRule(good, new() { Item = "last-used", In = ["daily"] }) },
        { "rules.x: a condition has to have exactly one", good => WithRule(good, Never with { Count = "signs-present", AtLeast = 1 }) },
        {
            "rules.x: can never hold",
            good => WithRule(good, new() { All = [Never, new() { Item = "craving", In = ["weekly"] }] })
        },
        { "flags.x: unknown condition 'no-such'", good => WithFlag(good, "soon", new() { Is = "no-such" }) },
        { "flags.x: unknown urgency 'later'", good => WithFlag(good, "later", Never) },
        {
            "conditions.loop: condition 'loop' refers to itself",
            good => good with
            {
                Conditions = new Dictionary<string, ConditionDocument>(good.Conditions)
                {
                    ["loop"] = new() { Not = new() { Is = "loop" } },
                },
            }
        },
        {
            "items.last-used.askedWhen: looks at 'setting', which is not asked before it",
            good => WithItem(good, "last-used", item => item with { AskedWhen = new() { Item = "setting", In = ["both"] } })
        },
        { "items.craving: no basis", good => WithItem(good, "craving", item => item with { Basis = [] }) },
        { "items.craving: unknown scale 'x'", good => WithItem(good, "craving", item => item with { Scale = "x" }) },
        {
            "items.craving: can never be asked",
            good => WithItem(good, "craving", item => item with { AskedWhen = new() { All = [Never, new() { Not = Never }] } })
        },
        { "items.craving: defined twice", good => WithItem(good, "preoccupation", item => item with { Id = "craving" }) },
        {
            "guidance.never-used.not-rated: missing",
            good => good with { Guidance = good.Guidance.Where(entry => entry.Key != "never-used").ToDictionary() }
        },
        {
            "guidance.past-use.high: can never come about",
            good => good with
            {
                Guidance = good.Guidance.ToDictionary(
                    entry => entry.Key,
                    entry => entry.Key == "past-use" ? good.Guidance["current-use"] : entry.Value),
            }
        },
        { "guidance.current-use.unclear: can never come about", good => good with { UnratedBands = [good.UnratedBands[0]] } },
        { "unratedBands.unclear: instead of the unknown band 'huge'", good => WithUnrated(good, band => band with { InsteadOf = "huge" }) },
        { "unratedBands.unclear: no reason", good => WithUnrated(good, band => band with { Reasons = [] }) },
        {
            "rules.too-few-answers: can never hold",
            good => WithUnratedReason(good, reason => reason with { When = new() { All = [Never, new() { Not = Never }] } })
        },
        { "rules.signs-2: defined twice", good => WithUnratedReason(good, reason => reason with { Code = "signs-2" }) },
        { "bands.lower: defined twice", good => WithUnrated(good, band => band with { Code = "lower" }) },
        { "flags.x: no action", good => WithFlag(good, "soon", Never) },
        { "flags.x: unknown action 'run'", good => WithFlag(good, "soon", Never, "run") },
        { "actions.wait: no flag has it", good => good with { Actions = [.. good.Actions, new ActionDefinition("wait")] } },
        {
            "actions.stay-safe: cannot be covered by 'run'",
            good => WithAction(good, "stay-safe", action => action with { CoveredBy = ["run"] })
        },
        { "nextSteps.family-together: unknown item 'shoe-size'", good => WithStep(good, new() { Item = "shoe-size", In = ["44"] }) },
        { "guidance.current-use.high.family-together: can never hold", good => WithStep(good, Never) },
        {
            "guidance.past-use.not-rated: every step has a condition",
            good => good with
            {
                NextSteps = good.NextSteps.ToDictionary(step => step.Key, step => step.Value with { When = new() { Not = Never } }),
            }
        },
        { "learn.x: unknown condition 'no-such'", good => good with { Learn = [new("x", new() { Is = "no-such" })] } },
        {
            "audiences.current-use: the last audience",
            good => good with { Audiences = [.. good.Audiences.SkipLast(1), good.Audiences[^1] with { When = Never }] }
        },
    };

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    public void A_published_definition_has_no_faults(string id) =>
        Assert.Empty(DefinitionCheck.Faults(Published.Definition(id)));

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    public void A_published_wording_has_no_faults(string id) =>
        Assert.Empty(WordingCheck.Faults(Published.All[id], Published.Wording(id)));

    [Theory, MemberData(nameof(Faulty))]
    public void Each_fault_is_reported_with_its_location(string fault, Func<Definition, Definition> change)
    {
        var faults = DefinitionCheck.Faults(change(Published.Definition("ketamine-self-check")));

        Assert.Contains(faults, found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_faulty_definition_is_rejected_at_construction()
    {
        var faulty = Published.Definition("ketamine-self-check") with { Version = "one" };

        Assert.Contains("version", Assert.Throws<ArgumentException>(() => Questionnaire.From(faulty)).Message, StringComparison.Ordinal);
    }

    private static Definition WithBand(Definition definition, int index, int from) => definition with
    {
        Bands = [.. definition.Bands.Select((band, position) => position == index ? band with { From = from } : band)],
    };

    private static Definition WithRule(Definition definition, ConditionDocument when, string band = "high") => definition with
    {
        Rules = [.. definition.Rules, new RuleDefinition("x", band, when)],
    };

    private static Definition WithFlag(Definition definition, string urgency, ConditionDocument when, string? action = null) =>
        definition with { Flags = [.. definition.Flags, new FlagDefinition("x", urgency, when, action)] };

    private static Definition WithAction(Definition definition, string code, Func<ActionDefinition, ActionDefinition> change) =>
        definition with { Actions = [.. definition.Actions.Select(action => action.Code == code ? change(action) : action)] };

    private static Definition WithUnrated(Definition definition, Func<UnratedBandDefinition, UnratedBandDefinition> change) =>
        definition with { UnratedBands = [.. definition.UnratedBands.SkipLast(1), change(definition.UnratedBands[^1])] };

    private static Definition WithUnratedReason(
        Definition definition, Func<UnratedReasonDefinition, UnratedReasonDefinition> change) =>
        WithUnrated(definition, band => band with { Reasons = [change(band.Reasons[0])] });

    private static Definition WithStep(Definition definition, ConditionDocument when) => definition with
    {
        NextSteps = definition.NextSteps.ToDictionary(
            step => step.Key, step => step.Key == "family-together" ? step.Value with { When = when } : step.Value),
    };

    private static Definition WithItem(Definition definition, string id, Func<ItemDefinition, ItemDefinition> change) => definition with
    {
        Sections = [.. definition.Sections.Select(section => section with
        {
            Items = [.. section.Items.Select(item => item.Id == id ? change(item) : item)],
        })],
    };
}
