using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Pages;

/// <summary>HTML with placeholders such as <c>{{page.title}}</c>.</summary>
internal sealed partial class Template(string html)
{
    /// <summary>Replaces every placeholder.</summary>
    /// <param name="valueOf">Gives the HTML for the key of a placeholder.</param>
    public string Fill(Func<string, string> valueOf) =>
        Placeholder().Replace(html, placeholder => valueOf(placeholder.Groups["key"].Value));

    [GeneratedRegex(@"\{\{(?<key>[\w.]+)\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
