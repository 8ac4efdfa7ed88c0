using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Pages;

/// <summary>Where a page is, and the two parts of its links to other pages.</summary>
/// <remarks>Addresses are relative, so that a proxy can serve the pages below a path.</remarks>
/// <param name="Path">Path below the root, such as <c>help</c>; null for a page that can be at any address.</param>
/// <param name="Root">The way up to the root, such as <c>./</c>.</param>
/// <param name="Query">What links to other pages end with, so that they keep a chosen language; empty when none was chosen.</param>
internal sealed record PageAddress(string? Path, string Root, string Query)
{
    /// <summary>The address of the page in the language that the browser asks for.</summary>
    public string Plain => Root + Path;

    /// <summary>The address of the page in a language.</summary>
    public string In(string language) => (Path is null ? "" : Plain) + QueryOf(language);

    /// <summary>The query of a language that was chosen by address.</summary>
    public static string QueryOf(string language, bool isChosen = true) => isChosen ? $"?{Language.Parameter}={language}" : "";
}
