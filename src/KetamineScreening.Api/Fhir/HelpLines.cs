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

    /// <summary>A text that ends with a full stop.</summary>
    public static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('?') ? text : text + ".";

    private static Lines LinesOf(LocalTexts texts) => Cache.GetOrCreateValue(texts.Help).GetOrAdd(texts.Language, _ => new Lines(
        [
            .. texts.Help.Emergency.Concat(texts.Help.Services)
                .DistinctBy(contact => contact.Id)
                .Select(contact => Line(contact, texts.Fhir.Contact)),
        ],
        [.. texts.Help.EmergencyBlocks.Select(block => Block(block, texts.Fhir.Contact))]));

    private static string Block(EmergencyBlock block, ContactWording wording)
    {
        var contacts = block.Contacts.Select(contact => Sentence(string.Join(", ", Details(contact, wording).Prepend(contact.Name))));
        return string.Join(' ', contacts.Prepend(block.Text).Prepend(Sentence(block.Title)));
    }

    private static IEnumerable<string> Details(HelpContact contact, ContactWording wording)
    {
        (string Label, string? Value)[] details =
        [
            (wording.Phone, contact.Phone), (wording.Textphone, contact.Textphone), (wording.Text, contact.Text),
            (wording.WhatsApp, contact.WhatsApp), (wording.Email, contact.Email), (wording.Chat, contact.Chat), (wording.Url, contact.Url),
        ];
        return details.Where(detail => detail.Value is not null).Select(detail => $"{detail.Label}: {detail.Value}");
    }

    private static string Line(HelpContact contact, ContactWording wording)
    {
        string?[] sentences =
        [
            contact.Name,
            .. Details(contact, wording),
            contact.Hours?.Text,
            contact.Cost,
            contact.AgesText,
            contact.RegionsText,
            contact.WhatItIsNot,
            contact.CheckedText,
        ];
        return string.Join(' ', sentences.OfType<string>().Select(Sentence));
    }

    private sealed record Lines(IReadOnlyList<string> Contacts, IReadOnlyList<string> Emergency);
}
