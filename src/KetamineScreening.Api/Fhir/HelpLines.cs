using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Fhir;

/// <summary>Services that help, each in a line: renderers of forms know no links or numbers to call.</summary>
internal static class HelpLines
{
    // Help for a country is the same object for a whole day; the lines are forgotten with it.
    private static readonly ConditionalWeakTable<HelpForCountry, ConcurrentDictionary<string, IReadOnlyList<string>>> Known = [];

    /// <summary>Whom to call in an emergency first, then every other service.</summary>
    public static IReadOnlyList<string> Of(LocalTexts texts) => Known.GetOrCreateValue(texts.Help).GetOrAdd(texts.Language, _ =>
        [.. texts.Help.Emergency.Concat(texts.Help.Services).DistinctBy(contact => contact.Id).Select(contact => Line(contact, texts.Fhir.Contact))]);

    private static string Line(HelpContact contact, ContactWording wording)
    {
        (string Name, string? Value)[] ways =
        [
            (wording.Phone, contact.Phone), (wording.Textphone, contact.Textphone), (wording.Text, contact.Text),
            (wording.Email, contact.Email), (wording.Url, contact.Url),
        ];
        string[] facts = [contact.Name, .. ways.Where(way => way.Value is not null).Select(way => $"{way.Name}: {way.Value}"), contact.Hours.Text, contact.Cost, contact.WhatItIsNot];
        return string.Join(' ', facts.Select(fact => fact.EndsWith('.') ? fact : fact + "."));
    }
}
