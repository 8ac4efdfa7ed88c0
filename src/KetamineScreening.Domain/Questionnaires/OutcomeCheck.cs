namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Lists faults in the bands of a questionnaire and in the actions that its flags call for.</summary>
internal static class OutcomeCheck
{
    /// <summary>Adds the faults of the bands, then those of the actions.</summary>
    public static void Add(Definition definition, List<string> faults)
    {
        CheckBands(definition, faults);
        CheckActions(definition, faults);
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

        foreach (var band in definition.UnratedBands)
        {
            if (band.Reasons.Count == 0) faults.Add($"unratedBands.{band.Code}: no reason");
            if (band.InsteadOf is { } replaced && definition.Bands.All(rated => rated.Code != replaced))
            {
                faults.Add($"unratedBands.{band.Code}: instead of the unknown band '{replaced}'");
            }
        }
    }

    private static void CheckActions(Definition definition, List<string> faults)
    {
        var actions = definition.Actions.Select(action => action.Code).ToHashSet();
        foreach (var flag in definition.Flags.Where(flag => actions.Count > 0 && flag.Action is null))
        {
            faults.Add($"flags.{flag.Code}: no action");
        }

        foreach (var flag in definition.Flags.Where(flag => flag.Action is { } action && !actions.Contains(action)))
        {
            faults.Add($"flags.{flag.Code}: unknown action '{flag.Action}'");
        }

        var used = definition.Flags.Select(flag => flag.Action ?? "");
        faults.AddRange(actions.Except(used).Select(action => $"actions.{action}: no flag has it"));
        foreach (var action in definition.Actions)
        {
            foreach (var other in (action.CoveredBy ?? []).Where(other => other == action.Code || !actions.Contains(other)))
            {
                faults.Add($"actions.{action.Code}: cannot be covered by '{other}'");
            }
        }

        foreach (var (id, step) in definition.NextSteps)
        {
            faults.AddRange((step.CoveredBy ?? []).Except(actions).Select(other => $"nextSteps.{id}: cannot be covered by '{other}'"));
        }
    }
}
