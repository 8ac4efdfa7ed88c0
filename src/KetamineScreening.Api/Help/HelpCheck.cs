using System.Globalization;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Help;

/// <summary>Validates the help directory and its texts. Any fault prevents the service from starting.</summary>
internal static class HelpCheck
{
    public static readonly string[] Purposes = ["emergency", "crisis", "drug-support", "medical-advice", "family", "young-people"];
    public static readonly string[] SourceStates = ["good", "old-copies-only"];
    public static readonly string[] Patterns = ["always", "weekly", "unknown"];
    public static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    private static readonly string[] Costs = ["free", "standard-rate", "charged", "unknown"];

    /// <summary>Reports every fault of the entries and of the list of countries.</summary>
    public static void Check(HelpFile file, IReadOnlySet<string> countries, ContentFiles files)
    {
        const string Name = "help/directory.json";
        var entries = All(file).ToList();
        foreach (var entry in entries)
        {
            foreach (var fault in Faults(entry)) files.Fault(Name, $"{entry.Id}: {fault}");
            if (entry == file.LocalEmergency) continue;
            if (entry.Source is null) files.Fault(Name, $"{entry.Id}: no source");
            if (entry is { Phone: null, Text: null, Url: null }) files.Fault(Name, $"{entry.Id}: no way to reach it");
        }

        foreach (var (id, count) in entries.CountBy(entry => entry.Id))
        {
            if (count > 1) files.Fault(Name, $"{id}: listed twice");
        }

        foreach (var code in countries)
        {
            var isCode = code is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'];
            if (!isCode) files.Fault("help/countries.json", $"'{code}' is not two capital letters");
        }

        if (file.International.Count == 0) files.Fault(Name, "international: nothing");
        if (!file.LocalEmergency.IsEmergency) files.Fault(Name, "localEmergency: is not an emergency entry");
        foreach (var (country, services) in file.Countries)
        {
            if (!countries.Contains(country)) files.Fault(Name, $"countries.{country}: not an ISO 3166-1 alpha-2 code");
            if (!services.Any(service => service.IsEmergency)) files.Fault(Name, $"countries.{country}: no emergency number");
        }
    }

    /// <summary>Reports every text that is missing in one language or that no entry uses.</summary>
    public static void CheckWording(HelpFile file, HelpWording wording, HelpWording? source, string name, ContentFiles files)
    {
        var ids = All(file).Select(entry => entry.Id).ToHashSet();
        Compare("whatItIsNot", ids, wording.WhatItIsNot);
        Compare("hours", ["always", "unknown"], wording.Hours);
        Compare("days", [.. Days, "every-day"], wording.Days);
        Compare("cost", Costs, wording.Cost);
        Compare("purposes", Purposes, wording.Purposes);
        // An entry with a proper name needs no translated name. An entry named in English must be named in every language.
        Compare("names", (source ?? wording).Names.Keys.Intersect(ids), wording.Names);

        void Compare(string place, IEnumerable<string> expected, IReadOnlyDictionary<string, string> texts)
        {
            foreach (var key in expected)
            {
                if (string.IsNullOrWhiteSpace(texts.GetValueOrDefault(key))) files.Fault(name, $"{place}.{key}: no text");
            }

            foreach (var key in texts.Keys.Except(expected)) files.Fault(name, $"{place}.{key}: unused text");
        }
    }

    private static IEnumerable<HelpEntry> All(HelpFile file) =>
        [.. file.International, file.LocalEmergency, .. file.Countries.Values.SelectMany(entries => entries)];

    private static IEnumerable<string> Faults(HelpEntry entry)
    {
        if (entry.Commercial) yield return "is commercial";
        if (string.IsNullOrWhiteSpace(entry.Name)) yield return "no name";
        if (!Purposes.Contains(entry.Purpose)) yield return "unknown purpose";
        if (!Costs.Contains(entry.Cost)) yield return "unknown cost";
        if (!SourceStates.Contains(entry.SourceState)) yield return "unknown sourceState";
        if (entry.ReviewBy <= entry.LastVerified) yield return "reviewBy is not after lastVerified";
        foreach (var address in new[] { entry.Url, entry.Source }.OfType<string>())
        {
            if (!address.StartsWith("https://", StringComparison.Ordinal)) yield return $"'{address}' is not an https address";
        }

        if (!Patterns.Contains(entry.Hours.Pattern)) yield return "unknown pattern of hours";
        var hasWeeklyHours = entry.Hours is { Days.Count: > 0, Opens: not null, Closes: not null, TimeZone: not null };
        if (entry.Hours.Pattern == "weekly" != hasWeeklyHours) yield return "incomplete hours";
        if (entry.Hours.Days?.Except(Days).Any() ?? false) yield return "unknown day";
        foreach (var time in new[] { entry.Hours.Opens, entry.Hours.Closes }.OfType<string>())
        {
            var isTime = TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
            if (!isTime) yield return $"'{time}' is not a time";
        }
    }
}
