using System.Text;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Pages;

/// <summary>A help contact as HTML.</summary>
internal static class ContactEntry
{
    /// <summary>An entry of a list.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="wording">The texts.</param>
    /// <param name="expires">Whether a copy leaves the entry out after its review date.</param>
    public static string Html(HelpContact contact, PageWording wording, bool expires)
    {
        var until = expires ? $" data-review-by=\"{contact.ReviewBy:yyyy-MM-dd}\"" : "";
        var limits = Sentences(contact.AgesText, contact.RegionsText);
        var facts = Sentences(contact.Hours?.Text, contact.Cost, contact.WhatItIsNot, contact.CheckedText);
        var html = new StringBuilder($"<li class=\"contact\"{until}><p><strong>{PageWording.Encode(contact.Name)}</strong> ");
        html.Append(null, $"<span class=\"muted\">{PageWording.Encode(contact.PurposeText)}</span></p>");
        if (limits.Length > 0) html.Append(null, $"<p>{limits}</p>");
        html.Append(null, $"<p class=\"actions\">{string.Join(' ', Links(contact, wording))}</p>");
        html.Append(null, $"<p class=\"muted\" data-languages=\"{string.Join(' ', contact.Languages)}\">{facts}");
        if (contact.SourceState != "good") html.Append(null, $" {wording.Text("contact.oldCopies")}");
        return html.Append("</p></li>").ToString();
    }

    private static IEnumerable<string> Links(HelpContact contact, PageWording wording)
    {
        if (contact.Phone is { } phone) yield return Number("tel", phone, "contact.call", "call");
        if (contact.Text is { } text) yield return Number("sms", text, "contact.text");
        if (contact.WhatsApp is { } app)
        {
            var address = $"https://wa.me/{string.Concat(app.Where(char.IsAsciiDigit))}";
            yield return Site(address, wording.Text("contact.whatsApp", ("number", app)));
        }

        if (contact.Textphone is { } textphone) yield return Number("tel", textphone, "contact.textphone");
        if (contact.Chat is { } chat) yield return Site(chat, wording.Text("contact.chat", ("site", HostOf(chat))));
        if (contact.Email is { } email) yield return Link($"mailto:{email}", wording.Text("contact.email", ("address", email)));
        if (contact.Url is { } url && url != contact.Chat) yield return Site(url, wording.Text("contact.website", ("site", HostOf(url))));

        string Number(string scheme, string number, string key, string style = "") =>
            Link($"{scheme}:{string.Concat(number.Where(IsDialled))}", wording.Text(key, ("number", number)), style);
    }

    private static string Site(string address, string text) =>
        $"<a href=\"{PageWording.Encode(address)}\" rel=\"noopener noreferrer\">{text}</a>";

    private static string Link(string address, string text, string style = "") =>
        $"<a{(style.Length > 0 ? $" class=\"{style}\"" : "")} href=\"{PageWording.Encode(address)}\">{text}</a>";

    private static bool IsDialled(char sign) => char.IsAsciiDigit(sign) || sign is '+' or '*' or '#';

    private static string HostOf(string address)
    {
        var host = new Uri(address).Host;
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    private static string Sentences(params IEnumerable<string?> texts) => string.Join(' ', texts
        .OfType<string>()
        .Select(text => PageWording.Encode(text.EndsWith('.') ? text : text + ".")));
}
