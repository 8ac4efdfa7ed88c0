namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Lists every fault that shows only when all branches of a questionnaire are known.</summary>
internal static class BranchCheck
{
    /// <summary>Adds the faults of a questionnaire whose definition has no other faults.</summary>
    public static void Add(Questionnaire questionnaire, List<string> faults)
    {
        foreach (var item in questionnaire.Items.Where(item => questionnaire.Branches.All(branch => !branch.Asked[item.Index])))
        {
            faults.Add($"items.{item.Id}: can never be asked");
        }

        var rules = questionnaire.Rules.Concat(questionnaire.UnratedRules);
        AddUnreachable("rules", rules.Select(rule => (rule.Code, (Condition?)rule.When)), questionnaire.Branches, faults);
        AddUnreachable("flags", questionnaire.Flags.Select(flag => (flag.Code, (Condition?)flag.When)), questionnaire.Branches, faults);
        AddUnreachable("learn", questionnaire.LearningLinks.Select(link => (link.Id, link.When)), questionnaire.Branches, faults);
        foreach (var audience in questionnaire.Audiences) AddAudience(questionnaire, audience, faults);
        AddNames(questionnaire, faults);
    }

    private static void AddAudience(Questionnaire questionnaire, Audience audience, List<string> faults)
    {
        var branches = questionnaire.Branches.Where(branch => branch.Audience == audience).ToList();
        if (branches.Count == 0) faults.Add($"audiences.{audience.Code}: can never be chosen");
        if (branches.Select(branch => branch.MaxScore).Distinct().Count() > 1)
        {
            faults.Add($"audiences.{audience.Code}: people in it can have different largest scores");
        }

        var reachable = branches.SelectMany(branch => branch.ReachableBands(questionnaire)).Select(band => band.Code).ToHashSet();
        var guidance = questionnaire.Definition.Guidance.GetValueOrDefault(audience.Code);
        var written = guidance?.Keys.ToHashSet() ?? [];
        faults.AddRange(reachable.Except(written).Select(band => $"guidance.{audience.Code}.{band}: missing"));
        faults.AddRange(written.Except(reachable).Select(band => $"guidance.{audience.Code}.{band}: can never come about"));
        foreach (var band in questionnaire.Bands.Where(band => written.Contains(band.Code)))
        {
            var (location, steps) = ($"guidance.{audience.Code}.{band.Code}", questionnaire.NextSteps(audience, band));
            AddUnreachable(location, steps.Select(step => (step.Id, step.When)), branches, faults);
            if (guidance![band.Code].Count == 0) faults.Add($"{location}: no step");
            else if (steps.All(step => step.When is not null))
            {
                faults.Add($"{location}: every step has a condition, so a result can be without a step");
            }
        }
    }

    private static void AddNames(Questionnaire questionnaire, List<string> faults)
    {
        var guidance = questionnaire.Definition.Guidance;
        foreach (var audience in guidance.Keys.Except(questionnaire.Audiences.Select(audience => audience.Code)))
        {
            faults.Add($"guidance.{audience}: unknown audience");
        }

        var steps = guidance.SelectMany(byBand => byBand.Value).SelectMany(byStep => byStep.Value).ToHashSet();
        var defined = questionnaire.Definition.NextSteps.Keys;
        faults.AddRange(steps.Except(defined).Select(step => $"nextSteps.{step}: used in guidance but not defined"));
        faults.AddRange(defined.Except(steps).Select(step => $"nextSteps.{step}: not used in guidance"));
    }

    private static void AddUnreachable(
        string location, IEnumerable<(string Code, Condition? When)> conditions, IReadOnlyList<Branch> branches, List<string> faults)
    {
        foreach (var (code, when) in conditions)
        {
            if (when is null || branches.Any(branch => when.PossibleValues(branch).HasFlag(TruthValues.True))) continue;
            faults.Add($"{location}.{code}: can never hold");
        }
    }
}
