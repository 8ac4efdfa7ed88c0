using System.Text.Encodings.Web;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Interface;

namespace KetamineScreening.Api.Pages;

/// <summary>The texts of one page in one language, as HTML. A page shares the texts of <c>pages/shared</c> and of the interface.</summary>
/// <param name="own">The texts of the page alone.</param>
/// <param name="shared">The texts that every page has.</param>
/// <param name="texts">The texts of the interface.</param>
/// <param name="language">BCP 47 tag of the language.</param>
/// <param name="address">Where the page is.</param>
internal sealed class PageWording(PageTexts own, PageTexts shared, InterfaceTexts texts, string language, PageAddress address)
{
    /// <summary>BCP 47 tag of the language.</summary>
    public string Language => language;

    /// <summary>Where the page is.</summary>
    public PageAddress Address => address;

    /// <summary>Direction of the script.</summary>
    public string Direction => texts[language].Direction;

    /// <summary>A text as HTML, with values in place of its placeholders.</summary>
    /// <exception cref="ContentException">There is no text with this key.</exception>
    public string Text(string key, params ReadOnlySpan<(string Placeholder, string Value)> values)
    {
        var text = Raw(key);
        foreach (var (placeholder, value) in values) text = text.Replace($"{{{placeholder}}}", value, StringComparison.Ordinal);
        return Encode(text);
    }

    /// <summary>A text as HTML with a number or an address, which keeps its order in a text that runs from right to left.</summary>
    /// <inheritdoc cref="Raw" />
    public string Isolated(string key, string placeholder, string value) =>
        Text(key).Replace($"{{{placeholder}}}", $"<bdi dir=\"ltr\">{Encode(value)}</bdi>", StringComparison.Ordinal);

    /// <summary>A text as it stands in the content.</summary>
    /// <exception cref="ContentException">There is no text with this key.</exception>
    public string Raw(string key) =>
        own.Find(language, key) ?? shared.Find(language, key) ?? texts.Find(language, key) ?? throw Missing(key);

    /// <summary>A text in any language as HTML; it declares a language that is not that of the page.</summary>
    public string In(string textLanguage, string text) =>
        textLanguage == language ? Encode(text) : $"<span lang=\"{textLanguage}\" dir=\"auto\">{Encode(text)}</span>";

    /// <summary>Any text as HTML.</summary>
    public static string Encode(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private ContentException Missing(string key) => new(
        [$"{own.Folder}/{language}.json or {InterfaceTexts.Folder}/{language}.json: texts['{key}']: no text, and the page needs it"]);
}
