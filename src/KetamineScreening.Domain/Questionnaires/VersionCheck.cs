namespace KetamineScreening.Domain.Questionnaires;

/// <summary>Names every difference between two versions of a questionnaire that needs a higher version number than they have.</summary>
/// <remarks>
/// Counters are summed over all versions of one major version, and their noise is drawn for one set of counters, so all of these versions
/// must have the same items, options, weights, conditions, audiences, bands, rules and flags. A minor version may change advice. A patch
/// version may change only texts and sources, which this check does not read.
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
            var needed = old == Missing ? now.ToChange : old.ToChange;
            if (old == now || (needed == VersionValue.Minor && !isPatch)) continue;
            faults.Add(
                $"{location}: {old.Text} in {earlier.Version}, {now.Text} in {later.Version}; only a new {needed} version may change this");
        }

        return faults;
    }
}
