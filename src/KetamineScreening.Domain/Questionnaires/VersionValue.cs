using System.Text.Json;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>A value in the definition of a questionnaire, for comparison with another version.</summary>
/// <param name="Text">The value.</param>
/// <param name="ToChange">Which version number has to rise to add, change or remove it.</param>
internal sealed record VersionValue(string Text, string ToChange = VersionValue.Major)
{
    public const string Major = "major";
    public const string Minor = "minor";

    private const string Present = "present";

    /// <summary>All values except texts and sources, by their location, such as <c>items.bladder.required</c>.</summary>
    /// <remarks>Shared scales and conditions appear at every location that uses them.</remarks>
    /// <param name="version">The version.</param>
    /// <param name="other">The version to compare with. Lists contain only elements of both versions, in this order.</param>
    public static Dictionary<string, VersionValue> Of(Questionnaire version, Questionnaire other)
    {
        var (own, others) = (version.Definition, other.Definition);
        var values = new Dictionary<string, VersionValue>(StringComparer.Ordinal)
        {
            ["perspective"] = new(own.Perspective),
            ["recallPeriod"] = new(own.RecallPeriod),
            ["estimatedMinutes"] = Advice($"{own.EstimatedMinutes}"),
            ["dontKnowCode"] = new(own.DontKnowCode ?? "none"),
            ["sections"] = new(Order(own.Sections, others.Sections, section => section.Id)),
            ["rules"] = new(Order(own.Rules, others.Rules, rule => rule.Code)),
            ["flags"] = new(Order(own.Flags, others.Flags, flag => flag.Code)),
            ["audiences"] = new(Order(own.Audiences, others.Audiences, audience => audience.Code)),
        };
        AddSections(values, own, others);
        foreach (var (name, count) in own.Counts) values.Add($"counts.{name}", new($"{List(count.In)} in section {count.Section}"));
        foreach (var band in own.Bands) values.Add($"bands.{band.Code}", new($"{band.From}-{band.To}"));
        AddRulesAndFlags(values, own);
        foreach (var audience in own.Audiences) values.Add($"audiences.{audience.Code}", new(Condition(audience.When)));
        foreach (var (id, step) in own.NextSteps)
        {
            values.Add($"nextSteps.{id}", Advice($"{step.Kind} {Condition(step.When)} {List(step.CoveredBy ?? [])}"));
        }

        foreach (var link in own.Learn) values.Add($"learn.{link.Id}", Advice(Condition(link.When)));
        foreach (var action in own.Actions) values.Add($"actions.{action.Code}", Advice($"covered by {List(action.CoveredBy ?? [])}"));
        foreach (var band in own.UnratedBands)
        {
            values.Add($"unratedBands.{band.Code}", new($"instead of {band.InsteadOf ?? "every band"}"));
            foreach (var reason in band.Reasons) values.Add($"unratedBands.{band.Code}.{reason.Code}", new(Condition(reason.When)));
        }

        foreach (var (audience, byBand) in own.Guidance)
        {
            foreach (var (band, steps) in byBand) values.Add($"guidance.{audience}.{band}", Advice(List(steps)));
        }

        return values;
    }

    /// <summary>The values that are the same in all versions of a major version, each as <c>location: value</c>.</summary>
    public static IEnumerable<string> OfMajor(Questionnaire version) => Of(version, version)
        .Where(entry => entry.Value.ToChange == Major)
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => $"{entry.Key}: {entry.Value.Text}");

    private static void AddSections(Dictionary<string, VersionValue> values, Definition own, Definition others)
    {
        var otherSections = others.Sections.ToDictionary(section => section.Id);
        var otherItems = others.Sections.SelectMany(section => section.Items).ToDictionary(item => item.Id);
        foreach (var section in own.Sections)
        {
            if (otherSections.TryGetValue(section.Id, out var same))
            {
                values.Add($"sections.{section.Id}", new(Order(section.Items, same.Items, item => item.Id)));
            }

            foreach (var item in section.Items) AddItem(values, section, item, otherItems.GetValueOrDefault(item.Id));
        }
    }

    private static void AddItem(
        Dictionary<string, VersionValue> values, SectionDefinition section, ItemDefinition item, ItemDefinition? other)
    {
        var location = $"items.{item.Id}";
        values.Add(location, new(Present));
        values.Add($"{location}.section", new(section.Id));
        values.Add($"{location}.required", new(item.Required ? "true" : "false"));
        values.Add($"{location}.askedWhen", new(Condition(item.AskedWhen)));
        if (other is not null) values.Add($"{location}.options", new(Order(item.Options!, other.Options!, option => option.Code)));
        foreach (var (code, weight) in item.Options!)
        {
            values.Add($"{location}.options.{code}", new(weight is null ? "no weight" : $"weight {weight}"));
        }
    }

    private static void AddRulesAndFlags(Dictionary<string, VersionValue> values, Definition own)
    {
        foreach (var rule in own.Rules)
        {
            values.Add($"rules.{rule.Code}", new(Present));
            values.Add($"rules.{rule.Code}.band", new(rule.Band));
            values.Add($"rules.{rule.Code}.when", new(Condition(rule.When)));
        }

        foreach (var flag in own.Flags)
        {
            values.Add($"flags.{flag.Code}", new(Present));
            values.Add($"flags.{flag.Code}.urgency", new(flag.Urgency));
            values.Add($"flags.{flag.Code}.action", new(flag.Action ?? "none"));
            values.Add($"flags.{flag.Code}.when", new(Condition(flag.When)));
        }
    }

    private static VersionValue Advice(string text) => new(text, Minor);

    private static string Order<T>(IEnumerable<T> own, IEnumerable<T> others, Func<T, string> code) =>
        List(own.Select(code).Intersect(others.Select(code)));

    private static string List(IEnumerable<string> codes) => string.Join(", ", codes);

    private static string Condition(ConditionDocument? condition) =>
        condition is null ? "always" : JsonSerializer.Serialize(condition, ContentJson.Default.ConditionDocument);
}
