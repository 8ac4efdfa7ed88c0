using System.Text;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>The help directory as HTML: one section for each country, at an anchor with its code such as <c>#gb</c>.</summary>
/// <remarks>
/// A section names its time zones, so that a script can choose a country on the device. Without the script all countries are shown, in
/// the order of their names without accents. The script sorts them as the language does.
/// </remarks>
internal sealed class CountryList(HelpDirectory directory, HelpContent content)
{
    private const string YoungPeopleOnly = "young-people";

    /// <summary>All help of every country, after a list of links to the countries.</summary>
    public string All(PageWording wording) => Sections(wording, help => [.. help.Emergency, .. help.Services]);

    /// <summary>The help for young people, in the countries that have any.</summary>
    public string YoungPeople(PageWording wording) =>
        Sections(wording, help => [.. help.Services.Where(contact => contact.Purpose == YoungPeopleOnly)]);

    /// <summary>What to do in an emergency, without numbers.</summary>
    public string WhatToDo(PageWording wording)
    {
        var html = new StringBuilder();
        foreach (var block in directory.For(null, wording.Language).EmergencyBlocks)
        {
            html.Append(null, $"<h3>{PageWording.Encode(block.Title)}</h3><p>{PageWording.Encode(block.Text)}</p>");
        }

        return html.ToString();
    }

    private string Sections(PageWording wording, Func<HelpForCountry, IReadOnlyList<HelpContact>> contactsOf)
    {
        var forms = content.Wordings[wording.Language];
        var international = directory.For(null, wording.Language).Services.Select(contact => contact.Id).ToHashSet(StringComparer.Ordinal);
        var (links, sections) = (new StringBuilder(), new StringBuilder());
        foreach (var (code, text) in directory.Countries
            .Select(code => (code, wording.Raw($"country{code}")))
            .OrderBy(country => FoldedText.Of(country.Item2), StringComparer.Ordinal))
        {
            var contacts = contactsOf(directory.For(code, wording.Language)).DistinctBy(contact => contact.Id).ToList();
            if (contacts.Count == 0) continue;
            var (id, name) = (code.ToLowerInvariant(), PageWording.Encode(text));
            var zones = string.Join(' ', content.TimeZones.GetValueOrDefault(code) ?? []);
            links.Append(null, $"<li><a href=\"#{id}\">{name}</a></li>");
            sections.Append(null, $"<section class=\"country\" id=\"{id}\" data-zones=\"{zones}\"><h2>{name}</h2><ul class=\"contacts\">");
            foreach (var contact in contacts)
            {
                var expires = contact.Purpose != "emergency" && !international.Contains(contact.Id);
                sections.Append(ContactEntry.Html(contact, wording, forms, expires));
            }

            sections.Append("</ul></section>\n");
        }

        return $"<nav class=\"countries\" aria-label=\"{wording.Text("countries")}\"><ul>{links}</ul></nav>\n{sections}";
    }
}
