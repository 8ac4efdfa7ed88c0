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
        CheckBands(definition, faults);
        CheckCodes(definition, faults);
        ConditionCheck.Add(definition, faults);
        if (faults.Count == 0) CheckBranches(new Questionnaire(new QuestionnaireBuilder(definition)), faults);
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

    private static void CheckBands(Definition definition, List<string> faults)
    {
        if (definition.Bands.Count == 0)
        {
            faults.Add("bands: none");
            return;
        }

        if (definition.Bands[0].From != 0) faults.Add($"bands.{definition.Bands[0].Code}: the first band does not begin at 0");
        if (definition.Bands[^1].To is not null) faults.Add($"bands.{definition.Bands[^1].Code}: the last band has an end");
        foreach (var (band, next) in definition.Bands.Zip(definition.Bands.Skip(1)))
        {
            if (band.To is not { } to) faults.Add($"bands.{band.Code}: no end");
            else if (to < band.From) faults.Add($"bands.{band.Code}: ends before it begins");
            else if (next.From > to + 1) faults.Add($"bands.{next.Code}: a gap before it, from {to + 1} to {next.From - 1}");
            else if (next.From <= to) faults.Add($"bands.{next.Code}: overlaps '{band.Code}'");
        }

        foreach (var rule in definition.Rules.Where(rule => definition.Bands.All(band => band.Code != rule.Band)))
        {
            faults.Add($"rules.{rule.Code}: unknown band '{rule.Band}'");
        }
    }

    private static void CheckCodes(Definition definition, List<string> faults)
    {
        Check("bands", definition.Bands.Select(band => band.Code));
        Check("rules", definition.Rules.Select(rule => rule.Code));
        Check("flags", definition.Flags.Select(flag => flag.Code));
        Check("audiences", definition.Audiences.Select(audience => audience.Code));
        Check("items", definition.Sections.SelectMany(section => section.Items).Select(item => item.Id), alreadyUnique: true);
        Check("sections", definition.Sections.Select(section => section.Id), alreadyUnique: true);
        Check("nextSteps", definition.NextSteps.Keys);
        Check("id", [definition.Id]);
        if (definition.Rules.Count > Questionnaire.MaxRulesOrFlags) faults.Add($"rules: more than {Questionnaire.MaxRulesOrFlags}");
        if (definition.Flags.Count > Questionnaire.MaxRulesOrFlags) faults.Add($"flags: more than {Questionnaire.MaxRulesOrFlags}");
        if (definition.Rules.Any(rule => rule.Code == "score")) faults.Add("rules.score: the code is reserved for the score itself");
        foreach (var flag in definition.Flags.Where(flag => flag.Urgency is not ("now" or "urgent" or "soon" or "routine")))
        {
            faults.Add($"flags.{flag.Code}: unknown urgency '{flag.Urgency}'");
        }

        void Check(string location, IEnumerable<string> codes, bool alreadyUnique = false)
        {
            var list = codes.ToList();
            if (!alreadyUnique) faults.AddRange(Repeated(list).Select(code => $"{location}.{code}: defined twice"));
            faults.AddRange(list.Where(code => !IsKebabCase(code)).Select(code => $"{location}.{code}: not lower kebab-case"));
        }
    }

    // Checks that need the branches, and so a definition without other faults.
    private static void CheckBranches(Questionnaire questionnaire, List<string> faults)
    {
        foreach (var item in questionnaire.Items.Where(item => questionnaire.Branches.All(branch => !branch.Asked[item.Index])))
        {
            faults.Add($"items.{item.Id}: can never be asked");
        }

        AddUnreachable("rules", questionnaire.Rules.Select(rule => (rule.Code, rule.When)));
        AddUnreachable("flags", questionnaire.Flags.Select(flag => (flag.Code, flag.When)));
        var guidance = questionnaire.Definition.Guidance;
        foreach (var audience in questionnaire.Audiences)
        {
            var branches = questionnaire.Branches.Where(branch => branch.Audience == audience).ToList();
            if (branches.Count == 0) faults.Add($"audiences.{audience.Code}: can never be chosen");
            if (branches.Select(branch => branch.MaxScore).Distinct().Count() > 1)
            {
                faults.Add($"audiences.{audience.Code}: people in it can have different largest scores");
            }

            var reachable = branches.SelectMany(branch => branch.ReachableBands(questionnaire)).Select(band => band.Code).ToHashSet();
            var written = guidance.GetValueOrDefault(audience.Code)?.Keys.ToHashSet() ?? [];
            faults.AddRange(reachable.Except(written).Select(band => $"guidance.{audience.Code}.{band}: missing"));
            faults.AddRange(written.Except(reachable).Select(band => $"guidance.{audience.Code}.{band}: can never come about"));
        }

        foreach (var audience in guidance.Keys.Except(questionnaire.Audiences.Select(audience => audience.Code)))
        {
            faults.Add($"guidance.{audience}: unknown audience");
        }

        var steps = guidance.SelectMany(byBand => byBand.Value).SelectMany(byStep => byStep.Value).ToHashSet();
        var defined = questionnaire.Definition.NextSteps.Keys;
        faults.AddRange(steps.Except(defined).Select(step => $"nextSteps.{step}: used in guidance but not defined"));
        faults.AddRange(defined.Except(steps).Select(step => $"nextSteps.{step}: not used in guidance"));
        faults.AddRange(guidance.SelectMany(byBand => byBand.Value
            .Where(entry => entry.Value.Count == 0)
            .Select(entry => $"guidance.{byBand.Key}.{entry.Key}: no step")));

        void AddUnreachable(string location, IEnumerable<(string Code, Condition When)> conditions) => faults.AddRange(conditions
            .Where(entry => questionnaire.Branches.All(branch => !entry.When.PossibleValues(branch).HasFlag(TruthValues.True)))
            .Select(entry => $"{location}.{entry.Code}: can never hold"));
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool IsKebabCase(string code) =>
        code.Split('-').All(word => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(LowerLettersAndDigits));
}
