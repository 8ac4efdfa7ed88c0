using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Help;

/// <summary>Validates the help directory. Any fault prevents the service from starting.</summary>
internal static class HelpCheck
{
    internal const string Name = "help/directory.json";

    /// <summary>Reports every fault of the entries and of the list of countries.</summary>
    public static void Check(HelpFile file, IReadOnlySet<string> countries, ContentFiles files)
    {
        var entries = file.All().ToList();
        foreach (var (country, entry) in entries)
        {
            foreach (var fault in HelpEntryCheck.Faults(entry, country)) files.Fault(Name, $"{entry.Id}: {fault}");
        }

        foreach (var (id, count) in entries.CountBy(listed => listed.Entry.Id))
        {
            if (count > 1) files.Fault(Name, $"{id}: listed twice");
        }

        foreach (var code in countries)
        {
            var isCode = code is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
            if (!isCode) files.Fault("help/countries.json", $"'{code}' is not two capital letters");
        }

        if (!file.International.Any(entry => entry.IsCrisis)) files.Fault(Name, "international: no crisis service");
        if (file.Elsewhere.Count == 0) files.Fault(Name, "elsewhere: no emergency number");
        foreach (var entry in file.Elsewhere.Where(entry => !entry.IsEmergency)) files.Fault(Name, $"{entry.Id}: not an emergency number");
        foreach (var (country, services) in file.Countries)
        {
            if (!countries.Contains(country)) files.Fault(Name, $"countries.{country}: not an ISO 3166-1 alpha-2 code");
            var hasNumber = services.Any(service => service is { IsEmergency: true, Phone: not null });
            if (!hasNumber) files.Fault(Name, $"countries.{country}: no emergency number");
        }

        CheckBlocks(file, files);
        CheckPurposes("calls", file.Calls, files);
        CheckPurposes("talk", file.Talk, files);
    }

    /// <summary>Reports every fault of the table of time zones, from which a device guesses its country.</summary>
    public static void CheckTimeZones(HelpFile file, IReadOnlyDictionary<string, IReadOnlyList<string>> zones, ContentFiles files)
    {
        const string Table = "help/time-zones.json";
        foreach (var code in zones.Keys.Except(file.Countries.Keys)) files.Fault(Table, $"{code}: the directory has no such country");
        foreach (var code in file.Countries.Keys.Except(zones.Keys)) files.Fault(Table, $"{code}: no time zone");
        foreach (var (zone, count) in zones.Values.SelectMany(list => list).CountBy(zone => zone))
        {
            if (count > 1) files.Fault(Table, $"{zone}: listed twice");
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId)
            {
                files.Fault(Table, $"'{zone}' is not a time zone");
            }
        }
    }

    private static void CheckPurposes(string place, IReadOnlyDictionary<string, IReadOnlyList<string>> lists, ContentFiles files)
    {
        foreach (var (code, purposes) in lists)
        {
            foreach (var purpose in purposes.Except(HelpCodes.Purposes)) files.Fault(Name, $"{place}.{code}: unknown purpose '{purpose}'");
        }
    }

    // Every country has emergency numbers and a crisis service, so a block with one of these purposes is never without a contact.
    private static void CheckBlocks(HelpFile file, ContentFiles files)
    {
        foreach (var block in file.EmergencyBlocks)
        {
            var place = $"emergencyBlocks.{block.Code}";
            if (!block.Contacts.Contains(HelpCodes.Emergency)) files.Fault(Name, $"{place}: no emergency number");
            foreach (var purpose in block.Contacts.Except(HelpCodes.Purposes)) files.Fault(Name, $"{place}: unknown purpose '{purpose}'");
        }

        foreach (var (code, count) in file.EmergencyBlocks.CountBy(block => block.Code))
        {
            if (count > 1) files.Fault(Name, $"emergencyBlocks.{code}: listed twice");
        }
    }
}
