namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Lists every fault in the conditions of a definition.</summary>
internal static class ConditionCheck
{
    public static void Add(Definition definition, List<string> faults)
    {
        var items = new Dictionary<string, (int Order, HashSet<string> Codes)>(StringComparer.Ordinal);
        foreach (var item in definition.Sections.SelectMany(section => section.Items))
        {
            var options = item.Options ?? definition.Scales.GetValueOrDefault(item.Scale ?? "") ?? [];
            items.TryAdd(item.Id, (items.Count, options.Select(option => option.Code).ToHashSet()));
        }

        foreach (var item in definition.Sections.SelectMany(section => section.Items))
        {
            if (item.AskedWhen is { } when) Check($"items.{item.Id}.askedWhen", when, items[item.Id].Order, []);
        }

        foreach (var rule in definition.Rules) Check($"rules.{rule.Code}", rule.When, null, []);
        foreach (var flag in definition.Flags) Check($"flags.{flag.Code}", flag.When, null, []);
        foreach (var reason in definition.UnratedBands.SelectMany(band => band.Reasons))
        {
            Check($"unratedBands.{reason.Code}", reason.When, null, []);
        }

        foreach (var (id, step) in definition.NextSteps.Where(step => step.Value.When is not null))
        {
            Check($"nextSteps.{id}", step.When!, null, []);
        }

        foreach (var link in definition.Learn.Where(link => link.When is not null)) Check($"learn.{link.Id}", link.When!, null, []);
        foreach (var (name, condition) in definition.Conditions) Check($"conditions.{name}", condition, null, [name]);
        CheckAudiences();
        CheckCounts();

        // An asked-when condition may refer only to items before the one at position askedBefore.
        void Check(string location, ConditionDocument condition, int? askedBefore, HashSet<string> names)
        {
            switch (condition)
            {
                case
                {
                    Item: { } id, In: { Count: > 0 } codes,
                    Count: null, Score: null, AtLeast: null, All: null, Any: null, Not: null, Is: null
                }:
                    if (!items.TryGetValue(id, out var item)) faults.Add($"{location}: unknown item '{id}'");
                    else
                    {
                        faults.AddRange(codes
                            .Where(code => !item.Codes.Contains(code))
                            .Select(code => $"{location}: item '{id}' has no option '{code}'"));
                        if (item.Order >= askedBefore) faults.Add($"{location}: looks at '{id}', which is not asked before it");
                    }

                    break;
                case { Count: { } name, AtLeast: not null, Item: null, In: null, Score: null, All: null, Any: null, Not: null, Is: null }:
                    if (!definition.Counts.ContainsKey(name)) faults.Add($"{location}: unknown count '{name}'");
                    if (askedBefore is not null) faults.Add($"{location}: branching may not look at a count");
                    break;
                case { Score: { } score, AtLeast: not null, Item: null, In: null, Count: null, All: null, Any: null, Not: null, Is: null }:
                    if (score != "total") faults.Add($"{location}: unknown score '{score}'");
                    if (askedBefore is not null) faults.Add($"{location}: branching may not look at the score");
                    break;
                case
                {
                    All: { Count: > 0 } parts,
                    Item: null, In: null, Count: null, Score: null, AtLeast: null, Any: null, Not: null, Is: null
                }:
                    foreach (var part in parts) Check(location, part, askedBefore, names);
                    break;
                case
                {
                    Any: { Count: > 0 } parts,
                    Item: null, In: null, Count: null, Score: null, AtLeast: null, All: null, Not: null, Is: null
                }:
                    foreach (var part in parts) Check(location, part, askedBefore, names);
                    break;
                case { Not: { } part, Item: null, In: null, Count: null, Score: null, AtLeast: null, All: null, Any: null, Is: null }:
                    Check(location, part, askedBefore, names);
                    break;
                case { Is: { } name, Item: null, In: null, Count: null, Score: null, AtLeast: null, All: null, Any: null, Not: null }:
                    if (!definition.Conditions.TryGetValue(name, out var named)) faults.Add($"{location}: unknown condition '{name}'");
                    else if (names.Contains(name)) faults.Add($"{location}: condition '{name}' refers to itself");
                    else Check(location, named, askedBefore, [.. names, name]);
                    break;
                default:
                    faults.Add($"{location}: a condition has to have exactly one of the known forms");
                    break;
            }
        }

        // The audience is chosen per branch, so its conditions may not refer to counts or the score, and one must always match.
        void CheckAudiences()
        {
            for (var i = 0; i < definition.Audiences.Count; i++)
            {
                var isLast = i == definition.Audiences.Count - 1;
                var (code, when) = definition.Audiences[i];
                if (when is null != isLast) faults.Add($"audiences.{code}: the last audience, and only it, has no condition");
                if (when is not null) Check($"audiences.{code}", when, items.Count, []);
            }

            if (definition.Audiences.Count == 0) faults.Add("audiences: none");
        }

        void CheckCounts()
        {
            foreach (var (name, count) in definition.Counts)
            {
                var section = definition.Sections.FirstOrDefault(section => section.Id == count.Section);
                if (section is null) faults.Add($"counts.{name}: unknown section '{count.Section}'");
                else
                {
                    faults.AddRange(count.In
                        .Where(code => !section.Items.Any(item => items[item.Id].Codes.Contains(code)))
                        .Select(code => $"counts.{name}: no item of '{count.Section}' has an option '{code}'"));
                }
            }
        }
    }
}
