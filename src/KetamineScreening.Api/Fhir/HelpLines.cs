using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Fhir;

/// <summary>Formats each help contact as one line of plain text, because form renderers support neither links nor phone numbers.</summary>
internal static class HelpLines
{
    // The help of a country is one object per day. The weak table drops the lines together with this object.
    private static readonly ConditionalWeakTable<HelpForCountry, ConcurrentDictionary<string, Lines>> Cache = [];

    /// <summary>The lines of all contacts: emergency contacts first, then the other services.</summary>
    public static IReadOnlyList<string> Of(LocalTexts texts) => LinesOf(texts).Contacts;

    /// <summary>One line for each kind of emergency: what to do, and the numbers to call.</summary>
    public static IReadOnlyList<string> Emergency(LocalTexts texts) => LinesOf(texts).Emergency;

    private static Lines LinesOf(LocalTexts texts) => Cache.GetOrCreateValue(texts.Help).GetOrAdd(texts.Language, _ => new Lines(
        [
            .. texts.Help.Emergency.Concat(texts.Help.Services)
                .DistinctBy(contact => contact.Id)
                .Select(contact => Line(contact, texts)),
        ],
        [.. texts.Help.EmergencyBlocks.Select(block => Block(block, texts))]));

    private static string Block(EmergencyBlock block, LocalTexts texts)
    {
        var contacts = block.Contacts.Select(contact => Details(contact, texts)
            .Prepend(contact.Name)
            .Aggregate((first, second) => HelpWording.Fill(texts.HelpWording.Lists["middle"], ("0", first), ("1", second))));
        return texts.HelpWording.Sentences([block.Title, block.Text, .. contacts]);
    }

    private static IEnumerable<string> Details(HelpContact contact, LocalTexts texts)
    {
        var labels = texts.Fhir.Contact;
        (string Label, string? Value)[] details =
        [
            (labels.Phone, contact.Phone), (labels.Textphone, contact.Textphone), (labels.Text, contact.Text),
            (labels.WhatsApp, contact.WhatsApp), (labels.Email, contact.Email), (labels.Chat, contact.Chat), (labels.Url, contact.Url),
        ];
        return details.Where(detail => detail.Value is not null).Select(detail => texts.HelpWording.Labelled(detail.Label, detail.Value!));
    }

    private static string Line(HelpContact contact, LocalTexts texts) => texts.HelpWording.Sentences(
    [
        contact.Name,
        .. Details(contact, texts),
        contact.Hours?.Text,
        contact.Cost,
        contact.AgesText,
        contact.RegionsText,
        contact.WhatItIsNot,
        contact.CheckedText,
    ]);

    private sealed record Lines(IReadOnlyList<string> Contacts, IReadOnlyList<string> Emergency);
}
