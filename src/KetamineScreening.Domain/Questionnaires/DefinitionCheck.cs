using System.Buffers;

namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Lists every fault in the structure of a questionnaire.</summary>
public static class DefinitionCheck
{
    private static readonly SearchValues<char> LowerLettersAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly string[] ReservedCodes = [OptionDefinition.NotAsked, OptionDefinition.NotAnswered];

    /// <summary>All faults, each prefixed with its location; empty when the definition is usable.</summary>
    public static IReadOnlyList<string> Faults(Definition definition)
    {
        var faults = new List<string>();
        CheckMetadata(definition, faults);
        CheckScalesAndItems(definition, faults);
        OutcomeCheck.Add(definition, faults);
        CheckCodes(definition, faults);
        ConditionCheck.Add(definition, faults);
        if (faults.Count == 0) BranchCheck.Add(new Questionnaire(new QuestionnaireBuilder(definition)), faults);
        return faults;
    }

    private static void CheckMetadata(Definition definition, List<string> faults)
    {
        if (!SemanticVersion.TryParse(definition.Version, out _)) faults.Add("version: not of the form 1.0.0");
        if (definition.Perspective is not ("self" or "other")) faults.Add("perspective: neither 'self' nor 'other'");
        if (definition.EstimatedMinutes < 1) faults.Add("estimatedMinutes: less than 1");
        if (definition.Validation != "not-validated") faults.Add("validation: only 'not-validated' is known");
        foreach (var id in Repeated(definition.Sources.Select(source => source.Id))) faults.Add($"sources.{id}: listed twice");
    }

    private static void CheckScalesAndItems(Definition definition, List<string> faults)
    {
        foreach (var (name, options) in definition.Scales)
        {
            CheckOptions($"scales.{name}", options, faults);
            if (!definition.Sections.Any(section => section.Items.Any(item => item.Scale == name)))
            {
                faults.Add($"scales.{name}: used by no item");
            }
        }

        var items = definition.Sections.SelectMany(section => section.Items).ToList();
        if (items.Count is 0 or > Questionnaire.MaxItems)
        {
            faults.Add($"sections: {items.Count} items, from 1 to {Questionnaire.MaxItems} are possible");
        }

        foreach (var id in Repeated(items.Select(item => item.Id))) faults.Add($"items.{id}: defined twice");
        foreach (var id in Repeated(definition.Sections.Select(section => section.Id))) faults.Add($"sections.{id}: defined twice");
        foreach (var section in definition.Sections.Where(section => section.Items.Count == 0))
        {
            faults.Add($"sections.{section.Id}: no items");
        }

        foreach (var item in items)
        {
            if (item.Scale is null == item.Options is null) faults.Add($"items.{item.Id}: needs either a scale or options of its own");
            if (item.Scale is { } scale && !definition.Scales.ContainsKey(scale)) faults.Add($"items.{item.Id}: unknown scale '{scale}'");
            if (item.Options is { } options) CheckOptions($"items.{item.Id}", options, faults);
            if (item.Basis.Count == 0) faults.Add($"items.{item.Id}: no basis");
            if (item.Basis.Any(basis => string.IsNullOrWhiteSpace(basis.Heading))) faults.Add($"items.{item.Id}: basis without a heading");
            foreach (var basis in item.Basis.Where(basis => definition.Sources.All(source => source.Id != basis.Source)))
            {
                faults.Add($"items.{item.Id}: basis names the unknown source '{basis.Source}'");
            }
        }
    }

    private static void CheckOptions(string location, IReadOnlyList<OptionDefinition> options, List<string> faults)
    {
        if (options.Count is < 2 or > 64) faults.Add($"{location}: {options.Count} options, from 2 to 64 are possible");
        foreach (var code in Repeated(options.Select(option => option.Code))) faults.Add($"{location}: option '{code}' twice");
        foreach (var option in options)
        {
            if (!IsKebabCase(option.Code)) faults.Add($"{location}: option '{option.Code}' is not lower kebab-case");
            if (ReservedCodes.Contains(option.Code)) faults.Add($"{location}: option '{option.Code}' has a reserved code");
            if (option.Weight < 0) faults.Add($"{location}: option '{option.Code}' has a negative weight");
        }

        var weighted = options.Count(option => option.Weight is not null);
        if (weighted != 0 && weighted != options.Count) faults.Add($"{location}: some options have a weight and some have none");
        if (weighted != 0 && options.All(option => option.Weight > 0)) faults.Add($"{location}: no option weighs 0");
        if (weighted != 0 && options.All(option => option.Weight == 0)) faults.Add($"{location}: every option weighs 0");
        if (weighted == options.Count && options.Any(option => option.Weight > 0)
            && !AreEvenlySpaced(options.Select(option => option.Weight!.Value)))
        {
            faults.Add($"{location}: the weights are not evenly spaced, which moments need");
        }
    }

    /// <summary>Whether at least two different weights exist and the distance between neighbours is always the same.</summary>
    /// <remarks>The aggregated moments store weights as small integers, which is exact only for evenly spaced weights.</remarks>
    internal static bool AreEvenlySpaced(IEnumerable<int> weights)
    {
        var levels = weights.Distinct().Order().ToList();
        return levels.Count > 1 && levels.Zip(levels.Skip(1), (low, high) => high - low).Distinct().Count() == 1;
    }

    private static void CheckCodes(Definition definition, List<string> faults)
    {
        Check("bands", definition.Bands.Select(band => band.Code).Concat(definition.UnratedBands.Select(band => band.Code)));
        var unratedReasons = definition.UnratedBands.SelectMany(band => band.Reasons).Select(reason => reason.Code);
        Check("rules", definition.Rules.Select(rule => rule.Code).Concat(unratedReasons));
        Check("actions", definition.Actions.Select(action => action.Code));
        Check("learn", definition.Learn.Select(link => link.Id));
        Check("flags", definition.Flags.Select(flag => flag.Code));
        Check("audiences", definition.Audiences.Select(audience => audience.Code));
        Check("items", definition.Sections.SelectMany(section => section.Items).Select(item => item.Id), alreadyUnique: true);
        Check("sections", definition.Sections.Select(section => section.Id), alreadyUnique: true);
        Check("nextSteps", definition.NextSteps.Keys);
        Check("id", [definition.Id]);
        NotMoreThanMaskBits("rules", definition.Rules.Count + unratedReasons.Count());
        NotMoreThanMaskBits("flags", definition.Flags.Count);
        NotMoreThanMaskBits("actions", definition.Actions.Count);
        NotMoreThanMaskBits("nextSteps", definition.NextSteps.Count);
        NotMoreThanMaskBits("learn", definition.Learn.Count);
        if (definition.Rules.Any(rule => rule.Code == "score")) faults.Add("rules.score: the code is reserved for the score itself");
        foreach (var flag in definition.Flags.Where(flag => flag.Urgency is not ("now" or "urgent" or "soon" or "routine")))
        {
            faults.Add($"flags.{flag.Code}: unknown urgency '{flag.Urgency}'");
        }

        void NotMoreThanMaskBits(string location, int count)
        {
            if (count > Questionnaire.MaxMaskBits) faults.Add($"{location}: more than {Questionnaire.MaxMaskBits}");
        }

        void Check(string location, IEnumerable<string> codes, bool alreadyUnique = false)
        {
            var list = codes.ToList();
            if (!alreadyUnique) faults.AddRange(Repeated(list).Select(code => $"{location}.{code}: defined twice"));
            faults.AddRange(list.Where(code => !IsKebabCase(code)).Select(code => $"{location}.{code}: not lower kebab-case"));
        }
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool IsKebabCase(string code) =>
        code.Split('-').All(word => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(LowerLettersAndDigits));
}
