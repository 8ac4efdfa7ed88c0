using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

public sealed class VersionCheckTests
{
    private static readonly string[] Sources = ["sources/", "/basis/"];
    private static readonly string[] Advice = ["estimatedMinutes", "nextSteps/", "guidance/"];
    private static readonly string[] Names = ["id", "code", "scale", "is"];

    public static TheoryData<string, Func<Definition, Definition>> MinorChanges => new()
    {
        { "other steps", WithOtherGuidance },
        { "the estimated time", good => good with { EstimatedMinutes = good.EstimatedMinutes + 1 } },
    };

    public static TheoryData<string, Func<Definition, Definition>, string[]> MajorChanges => new()
    {
        {
            "bands", good => good with { Bands = [good.Bands[0] with { To = 6 }, good.Bands[1] with { From = 7 }, .. good.Bands.Skip(2)] },
            ["bands.lower: 0-7 in 1.0.0, 0-6 in 1.1.0", "bands.increasing: 8-19 in 1.0.0, 7-19 in 1.1.0"]
        },
        {
            "the band of a rule", good => good with { Rules = First(good.Rules, rule => rule with { Band = "high" }) },
            ["rules.signs-2.band: increasing in 1.0.0, high in 1.1.0"]
        },
        {
            "the condition of a rule",
            good => good with { Rules = First(good.Rules, rule => rule with { When = rule.When with { AtLeast = 3 } }) },
            ["""rules.signs-2.when: {"count":"signs-present","atLeast":2} in 1.0.0, {"count":"signs-present","atLeast":3} in 1.1.0"""]
        },
        {
            "an added rule", good => good with { Rules = [.. good.Rules, good.Rules[0] with { Code = "added" }] },
            ["rules.added: missing in 1.0.0, present in 1.1.0"]
        },
        {
            "an added flag", good => good with { Flags = [.. good.Flags, good.Flags[0] with { Code = "added" }] },
            ["flags.added: missing in 1.0.0, present in 1.1.0"]
        },
        {
            "the urgency of a flag", good => good with { Flags = First(good.Flags, flag => flag with { Urgency = "routine" }) },
            ["flags.bladder-urgent.urgency: urgent in 1.0.0, routine in 1.1.0"]
        },
        {
            "an added item", good => WithItems(good, "cautions", items => [.. items, Added]),
            ["items.added: missing in 1.0.0, present in 1.1.0"]
        },
        {
            "an item between scored ones",
            good => WithItems(good, "pattern", items => [items[0], AskedLike(items[0]), .. items.Skip(1)]),
            ["items.added: missing in 1.0.0, present in 1.1.0"]
        },
        {
            "a removed flag", good => good with { Flags = [.. good.Flags.Skip(1)] },
            ["flags.bladder-urgent: present in 1.0.0, missing in 1.1.0"]
        },
        {
            "the condition of an audience",
            good => good with { Audiences = First(good.Audiences, audience => audience with { When = Any(audience.When!) }) },
            [
                """audiences.never-used: {"item":"last-used","in":["never"]} in 1.0.0, """
                + """{"any":[{"item":"last-used","in":["never"]}]} in 1.1.0""",
            ]
        },
        {
            "a count", good => good with { Counts = Set(good.Counts, "signs-present", new CountDefinition("signs", ["weekly"])) },
            ["counts.signs-present: monthly, weekly in section signs in 1.0.0, weekly in section signs in 1.1.0"]
        },
        {
            "a removed item", good => WithItems(good, "effects", items => [.. items.Where(item => item.Id != "nausea")]),
            ["items.nausea: present in 1.0.0, missing in 1.1.0"]
        },
        {
            "the order of items", good => WithItems(good, "pattern", items => [items[1], items[0], items[2]]),
            ["sections.pattern: frequency, high-dose, route in 1.0.0, high-dose, frequency, route in 1.1.0"]
        },
    };

    private static Definition SelfCheck => Published.FirstDefinition("ketamine-self-check");

    private static ItemDefinition Added => SelfCheck.Sections[^1].Items[0] with { Id = "added", AskedWhen = null };

    [Theory, MemberData(nameof(MajorChanges))]
    public void What_only_a_major_version_may_change_is_named_with_both_values(
        string what, Func<Definition, Definition> change, string[] differences)
    {
        var faults = Faults("1.1.0", change);
        var expected = differences.Select(difference => $"{difference}; only a new major version may change this");

        Assert.True(expected.SequenceEqual(faults), $"{what}: {string.Join('\n', faults)}");
    }

    [Theory, MemberData(nameof(MinorChanges))]
    public void What_a_minor_version_may_change_is_a_fault_in_a_patch(string what, Func<Definition, Definition> change)
    {
        var faults = Faults("1.0.1", change);

        Assert.True(Faults("1.1.0", change).Count == 0, what);
        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.EndsWith("only a new minor version may change this", fault, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    [Trait("kind", "property")]
    public void Any_single_change_is_named_unless_the_numbers_allow_it(string id) => ForAll(id, (change, first, patch, minor) =>
    {
        var (inPatch, inMinor) = (VersionCheck.Faults(first, patch), VersionCheck.Faults(first, minor));
        if (Sources.Any(change.Location.Contains)) return inPatch.Count == 0 && inMinor.Count == 0;
        if (inPatch.Count == 0) return false;
        if (Advice.Any(change.Location.Contains)) return inMinor.Count == 0;

        // A renamed element is named by its old name, as missing. Shared scales and conditions are named by what they hold.
        var isNamed = change.What != DefinitionChange.Set || Names.Contains(change.Path[^1])
            || inMinor.Any(fault => fault.Contains(change.Value!.ToString(), StringComparison.Ordinal));
        return isNamed && inMinor.Count > 0;
    });

    [Theory, MemberData(nameof(Published.Ids), MemberType = typeof(Published))]
    [Trait("kind", "property")]
    public void Whatever_a_minor_version_may_change_the_same_answers_raise_the_same_counters(string id) =>
    ForAll(id, (_, first, _, minor) =>
    {
        if (VersionCheck.Faults(first, minor).Count > 0) return true;
        var (before, after) = (new Vocabulary(first, PrivacyProfile.Full), new Vocabulary(minor, PrivacyProfile.Full));
        return Answering.Of(first).Sample(20).All(answers =>
        {
            var (old, now) = (new long[before.Cells.Length], new long[after.Cells.Length]);
            before.Add(first.Score(answers), AboutPerson.NotGiven, old);
            after.Add(minor.Score(answers), AboutPerson.NotGiven, now);
            return before.Cells.Index().All(cell => old[cell.Index] == now[after.IndexOf(cell.Item)]);
        });
    });

    private static void ForAll(string id, Func<DefinitionChange, Questionnaire, Questionnaire, Questionnaire, bool> rule)
    {
        var file = Published.FirstDefinitionFile(id);
        var first = Questionnaire.From(Published.FirstDefinition(id));
        var changes = DefinitionChange.All(file).Where(change => change.Location is not ("id" or "version" or "validation"));
        var valid = Gen.Elements(changes).Where(change => change.Apply(file, "1.1.0") is not null);
        Prop.ForAll(valid.ToArbitrary(), change => rule(change, first, change.Apply(file, "1.0.1")!, change.Apply(file, "1.1.0")!))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static IReadOnlyList<string> Faults(string version, Func<Definition, Definition> change) =>
        VersionCheck.Faults(Questionnaire.From(SelfCheck), Questionnaire.From(change(SelfCheck) with { Version = version }));

    private static ItemDefinition AskedLike(ItemDefinition other) => Added with { AskedWhen = other.AskedWhen };

    private static Definition WithOtherGuidance(Definition good) => good with
    {
        Guidance = Set(good.Guidance, "past-use", new Dictionary<string, IReadOnlyList<string>> { ["lower"] = ["doctor-if-effects-last"] }),
        NextSteps = good.NextSteps.Where(step => step.Key is not ("counselling-after-stopping" or "group-to-stay-steady")).ToDictionary(),
    };

    private static Definition WithItems(
        Definition definition, string section, Func<IReadOnlyList<ItemDefinition>, IReadOnlyList<ItemDefinition>> change) => definition with
        {
            Sections = [.. definition.Sections.Select(one => one.Id == section ? one with { Items = change(one.Items) } : one)],
        };

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> elements, Func<T, T> change) => [change(elements[0]), .. elements.Skip(1)];

    private static ConditionDocument Any(ConditionDocument condition) => new() { Any = [condition] };

    private static Dictionary<string, T> Set<T>(IReadOnlyDictionary<string, T> members, string name, T value) =>
        new(members) { [name] = value };
}
