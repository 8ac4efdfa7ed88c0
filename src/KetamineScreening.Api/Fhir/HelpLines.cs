using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Fhir;

/// <summary>Formats each help contact as one line of plain text, because form renderers support neither links nor phone numbers.</summary>
internal static class HelpLines
{
    // The help of a country is one object per day. The weak table drops the lines together with this object.
    private static readonly ConditionalWeakTable<HelpForCountry, ConcurrentDictionary<string, IReadOnlyList<string>>> Cache = [];

    /// <summary>The lines of all contacts: emergency contacts first, then the other services.</summary>
    public static IReadOnlyList<string> Of(LocalTexts texts) => Cache.GetOrCreateValue(texts.Help).GetOrAdd(texts.Language, _ =>
    [
        .. texts.Help.Emergency.Concat(texts.Help.Services)
            .DistinctBy(contact => contact.Id)
            .Select(contact => Line(contact, texts.Fhir.Contact)),
    ]);

    private static string Line(HelpContact contact, ContactWording wording)
    {
        (string Label, string? Value)[] details =
        [
            (wording.Phone, contact.Phone), (wording.Textphone, contact.Textphone), (wording.Text, contact.Text),
            (wording.WhatsApp, contact.WhatsApp), (wording.Email, contact.Email), (wording.Chat, contact.Chat), (wording.Url, contact.Url),
        ];
        string?[] sentences =
        [
            contact.Name,
            .. details.Where(detail => detail.Value is not null).Select(detail => $"{detail.Label}: {detail.Value}"),
            contact.Hours?.Text,
            contact.Cost,
            contact.AgesText,
            contact.RegionsText,
            contact.WhatItIsNot,
            contact.CheckedText,
        ];
        return string.Join(' ', sentences.OfType<string>().Select(sentence => sentence.EndsWith('.') ? sentence : sentence + "."));
    }
}
