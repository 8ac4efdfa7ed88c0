using System.Text;
using KetamineScreening.Api.Help;

namespace KetamineScreening.Api.Pages;

/// <summary>A help contact as HTML.</summary>
internal static class ContactEntry
{
    /// <summary>An entry of a list.</summary>
    /// <param name="contact">The contact.</param>
    /// <param name="wording">The texts.</param>
    /// <param name="forms">The forms of sentences.</param>
    /// <param name="expires">Whether a copy leaves the entry out after its review date.</param>
    public static string Html(HelpContact contact, PageWording wording, HelpWording forms, bool expires)
    {
        var until = expires ? $" data-review-by=\"{contact.ReviewBy:yyyy-MM-dd}\"" : "";
        var limits = PageWording.Encode(forms.Sentences(contact.AgesText, contact.RegionsText));
        var oldCopies = contact.SourceState == "good" ? null : wording.Raw("contact.oldCopies");
        var facts = PageWording.Encode(
            forms.Sentences(contact.Hours?.Text, contact.Cost, contact.WhatItIsNot, contact.CheckedText, oldCopies));
        var html = new StringBuilder($"<li class=\"contact\"{until}><p><strong>{PageWording.Encode(contact.Name)}</strong> ");
        html.Append(null, $"<span class=\"muted\">{PageWording.Encode(contact.PurposeText)}</span></p>");
        if (limits.Length > 0) html.Append(null, $"<p>{limits}</p>");
        html.Append(null, $"<p class=\"actions\">{string.Join(' ', Links(contact, wording))}</p>");
        html.Append(null, $"<p class=\"muted\" data-languages=\"{string.Join(' ', contact.Languages)}\">{facts}");
        return html.Append("</p></li>").ToString();
    }

    private static IEnumerable<string> Links(HelpContact contact, PageWording wording)
    {
        if (contact.Phone is { } phone) yield return Number("tel", phone, "contact.call", "call");
        if (contact.Text is { } text) yield return Number("sms", text, "contact.text");
        if (contact.WhatsApp is { } app)
        {
            var address = $"https://wa.me/{string.Concat(app.Where(char.IsAsciiDigit))}";
            yield return Site(address, wording.Isolated("contact.whatsApp", "number", app));
        }

        if (contact.Textphone is { } textphone) yield return Number("tel", textphone, "contact.textphone");
        if (contact.Chat is { } chat) yield return Site(chat, wording.Isolated("contact.chat", "site", HostOf(chat)));
        if (contact.Email is { } email) yield return Link($"mailto:{email}", wording.Isolated("contact.email", "address", email));
        if (contact.Url is { } url && url != contact.Chat) yield return Site(url, wording.Isolated("contact.website", "site", HostOf(url)));

        string Number(string scheme, string number, string key, string style = "") =>
            Link($"{scheme}:{string.Concat(number.Where(IsDialled))}", wording.Isolated(key, "number", number), style);
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
}
