namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Names every difference between two versions of a questionnaire that needs a higher version number than they have.</summary>
/// <remarks>
/// Counters are summed over all versions of one major version, so the same answers must have the same score, band and counters in
/// each of them. A minor version may change advice, and may add flags, counts, and optional items that leave scores and existing
/// counts alone. A patch version may change only texts and sources, which this check does not read.
/// </remarks>
public static class VersionCheck
{
    private static readonly VersionValue Missing = new("missing");

    /// <summary>All faults, each with its location in the definition and its value in both versions; empty if there are none.</summary>
    /// <param name="earlier">A valid version.</param>
    /// <param name="later">The next version of the same major version, also valid.</param>
    public static IReadOnlyList<string> Faults(Questionnaire earlier, Questionnaire later)
    {
        var isPatch = earlier.Version.Minor == later.Version.Minor;
        var (before, after) = (VersionValue.Of(earlier, later), VersionValue.Of(later, earlier));
        var faults = new List<string>();
        foreach (var location in before.Keys.Union(after.Keys))
        {
            // An added or removed item is one fault, not one for each of its values.
            var part = string.Join('.', location.Split('.').Take(2));
            if (location != part && before.ContainsKey(part) != after.ContainsKey(part)) continue;

            var (old, now) = (before.GetValueOrDefault(location, Missing), after.GetValueOrDefault(location, Missing));
            var needed = old == Missing ? now.ToAdd : old.ToChange;
            if (old == now || (needed == VersionValue.Minor && !isPatch)) continue;
            faults.Add(
                $"{location}: {old.Text} in {earlier.Version}, {now.Text} in {later.Version}; only a new {needed} version may change this");
        }

        if (isPatch) return faults;
        var added = later.Items.Where(item => !earlier.TryFind(item.Id, out _));
        return [.. faults, .. added.SelectMany(item => AddedItemFaults(item, earlier, later))];
    }

    private static IEnumerable<string> AddedItemFaults(Item item, Questionnaire earlier, Questionnaire later)
    {
        var section = later.Sections[item.Section];
        if (item.Required) yield return Fault("is required");
        if (item.IsScored) yield return Fault("has weights, which change the score");
        foreach (var count in earlier.Counts.Where(count => earlier.Sections[count.Section].Id == section.Id))
        {
            yield return Fault($"is in section '{section.Id}', whose answers 'counts.{count.Name}' counts");
        }

        var withoutScore = later.Branches.Where(branch => !section.Items.Any(other => other.IsScored && branch.Asked[other.Index]));
        if (section.IsDomain && withoutScore.Any(branch => branch.Asked[item.Index]))
        {
            yield return Fault($"can be asked when no scored item of section '{section.Id}' is asked, which adds a domain to the result");
        }

        string Fault(string what) => $"items.{item.Id}: {what}; only a new major version may add such an item";
    }
}
