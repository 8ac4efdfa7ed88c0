using System.Text.RegularExpressions;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Pages;

/// <summary>HTML with placeholders such as <c>{{page.title}}</c>.</summary>
internal sealed partial class Template(string html)
{
    /// <summary>Folder of the parts that several templates have in common.</summary>
    public const string Parts = "parts/";

    /// <summary>
    /// Reads a template. <c>{{>head}}</c> stands for the file <c>parts/head.html</c>, which can name further parts; a name with an
    /// extension stands for that file.
    /// </summary>
    /// <param name="root">Folder of the templates.</param>
    /// <param name="name">Name of the file below it.</param>
    /// <param name="hasDocs">Whether the guides are served: see <see cref="WithDocs"/>.</param>
    /// <remarks>Links to pages keep the language that was chosen by address: they end with <c>{{query}}</c>.</remarks>
    public static Template Read(string root, string name, bool hasDocs = true) =>
        new(PageLink().Replace(WithDocs(WithParts(root, name), hasDocs), "{{query}}"));

    /// <summary>
    /// Removes the marks <c>{{#docs}}</c> and <c>{{/docs}}</c>; without guides, also the HTML between them, which has links to guides.
    /// </summary>
    private static string WithDocs(string html, bool hasDocs) => DocsPart().Replace(html, hasDocs ? "${links}" : "");

    /// <summary>Replaces every placeholder.</summary>
    /// <param name="valueOf">Gives the HTML for the key of a placeholder.</param>
    public string Fill(Func<string, string> valueOf) =>
        Placeholder().Replace(html, placeholder => valueOf(placeholder.Groups["key"].Value));

    private static string WithParts(string root, string name) =>
        Part().Replace(File.ReadAllText(Path.Combine(root, name)), part => WithParts(root, FileOf(part.Groups["name"].Value)));

    private static string FileOf(string part) => Parts + (Path.HasExtension(part) ? part : $"{part}.html");

    [GeneratedRegex(@"\{\{(?<key>[\w.]+)\}\}", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Placeholder();

    // The end of the address of a link to a page; the guides are in English alone.
    [GeneratedRegex(
        """(?<=<a [^>]*href="\{\{root\}\}(?!docs")[\w-]*)(?=["#])""", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex PageLink();

    [GeneratedRegex(@"\{\{#docs\}\}\n?(?<links>.*?)\{\{/docs\}\}\n?", RegexOptions.Singleline, PatternTimeout.Milliseconds)]
    private static partial Regex DocsPart();

    [GeneratedRegex(@"\{\{>(?<name>[\w.-]+)\}\}\n?", RegexOptions.None, PatternTimeout.Milliseconds)]
    private static partial Regex Part();
}
