using System.Globalization;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Help;

/// <summary>Validates the texts of the help directory in one language against the entries.</summary>
internal sealed class HelpWordingCheck(HelpWording wording, string name, ContentFiles files)
{
    private static readonly Dictionary<string, string[]> HoursTemplates = new(StringComparer.Ordinal)
    {
        ["always"] = [],
        ["unknown"] = [],
        ["span"] = ["days", "times"],
        ["times"] = ["opens", "closes"],
        ["times-to-next-day"] = ["opens", "closes"],
        ["several"] = ["first", "rest"],
        ["local-time"] = ["hours"],
        ["time"] = [],
    };

    private static readonly Dictionary<string, string[]> DaysTemplates =
        new(HelpCodes.Days.ToDictionary(day => day, _ => Array.Empty<string>()), StringComparer.Ordinal)
        {
            ["every-day"] = [],
            ["range"] = ["first", "last"],
        };

    private static readonly Dictionary<string, string[]> Lists =
        new[] { "two", "start", "middle", "end" }.ToDictionary(pattern => pattern, _ => new[] { "0", "1" });

    private static readonly Dictionary<string, string[]> Punctuation = new(StringComparer.Ordinal)
    {
        ["sentence"] = ["text"],
        ["next"] = ["0", "1"],
        ["label"] = ["label", "value"],
    };

    private static readonly Dictionary<string, string[]> Ages = new(StringComparer.Ordinal)
    {
        ["range"] = ["min", "max"],
        ["from"] = ["min"],
        ["up-to"] = ["max"],
    };

    private static readonly Dictionary<string, string[]> Checked = new(StringComparer.Ordinal)
    {
        ["date"] = ["day", "month", "year"],
        ["sentence"] = ["date"],
    };

    // The first of a month has a template of its own only in some languages.
    private static readonly Dictionary<string, string[]> CheckedWithFirst =
        new(Checked, StringComparer.Ordinal) { [HelpWording.FirstOfMonth] = ["month", "year"] };

    /// <summary>Reports every text that is missing, that no entry uses, or that lacks a placeholder.</summary>
    public void Check(HelpFile file)
    {
        var entries = file.All().Select(listed => listed.Entry).ToList();
        Compare("names", entries.Where(entry => entry.Name is null).Select(entry => entry.TextKey), wording.Names);
        Compare("whatItIsNot", entries.Select(entry => entry.TextKey), wording.WhatItIsNot);
        Compare("months", Enumerable.Range(1, 12).Select(month => month.ToString(CultureInfo.InvariantCulture)), wording.Months);
        Compare("cost", HelpCodes.Costs, wording.Cost);
        Compare("purposes", HelpCodes.Purposes, wording.Purposes);
        Compare("hours", HoursTemplates, wording.Hours);
        Compare("days", DaysTemplates, wording.Days);
        Compare("lists", Lists, wording.Lists);
        Compare("punctuation", Punctuation, wording.Punctuation);
        Compare("ages", Ages, wording.Ages);
        Compare("checked", wording.Checked.ContainsKey(HelpWording.FirstOfMonth) ? CheckedWithFirst : Checked, wording.Checked);
        var regions = entries.SelectMany(entry => entry.Regions ?? []).Distinct().ToDictionary(code => code, _ => Array.Empty<string>());
        Compare("regions", new Dictionary<string, string[]>(regions) { ["only"] = ["regions"] }, wording.Regions);
        CheckTimeFormat();

        var blocks = wording.Emergency.SelectMany(block => new[]
        {
            KeyValuePair.Create($"{block.Key}.title", block.Value.Title), KeyValuePair.Create($"{block.Key}.text", block.Value.Text),
        });
        var expected = file.EmergencyBlocks.SelectMany(block => new[] { $"{block.Code}.title", $"{block.Code}.text" });
        Compare("emergency", expected, blocks.ToDictionary());
    }

    private void Compare(string place, IEnumerable<string> expected, IReadOnlyDictionary<string, string> texts) =>
        Compare(place, expected.Distinct().ToDictionary(key => key, _ => Array.Empty<string>()), texts);

    private void Compare(string place, Dictionary<string, string[]> expected, IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (key, placeholders) in expected)
        {
            var text = texts.GetValueOrDefault(key);
            if (string.IsNullOrWhiteSpace(text))
            {
                files.Fault(name, $"{place}.{key}: no text");
                continue;
            }

            foreach (var placeholder in placeholders.Where(placeholder => !text.Contains($"{{{placeholder}}}", StringComparison.Ordinal)))
            {
                files.Fault(name, $"{place}.{key}: has no {{{placeholder}}}");
            }
        }

        foreach (var key in texts.Keys.Except(expected.Keys)) files.Fault(name, $"{place}.{key}: unused text");
    }

    // A time in words has to tell each minute of the day apart.
    private void CheckTimeFormat()
    {
        if (wording.Hours.GetValueOrDefault("time") is not { } format || string.IsNullOrWhiteSpace(format)) return;
        var time = new TimeOnly(21, 5);
        try
        {
            var text = time.ToString(format, CultureInfo.InvariantCulture);
            if (TimeOnly.ParseExact(text, format, CultureInfo.InvariantCulture) == time) return;
        }
        catch (FormatException)
        {
            // Reported below, as for a format that loses a part of the time.
        }

        files.Fault(name, $"hours.time: '{format}' is not a format of hours and minutes");
    }
}
