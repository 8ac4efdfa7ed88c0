namespace KetamineScreening.Api.Docs;

/// <summary>The HTML around the text of a guide. All addresses are relative, so a proxy can serve the pages below a prefix.</summary>
internal static class GuideLayout
{
    /// <summary>The whole page of a guide.</summary>
    public static string Page(Guide guide) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>{guide.Label} - KetamineScreening</title>
          <link rel="icon" href="../icon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="../guide.css" />
        </head>
        <body class="guide">
        <a class="skip" href="#content">Skip to the text</a>
        <header>
        {Navigation(guide)}
        </header>
        <main id="content">
        {GuideMarkdown.ToHtml(guide.Read())}
        </main>
        </body>
        </html>

        """;

    /// <summary>Links to all guides, to Swagger UI and to the page for people.</summary>
    /// <param name="current">The guide that is shown; null on the page of Swagger UI.</param>
    public static string Navigation(Guide? current) => $"""
        <nav class="guides" aria-label="Guides">
          <ul>
        {string.Join('\n', Guide.All.Select(guide => Entry(guide.Name, guide.Label, guide == current)))}
        {Entry("index.html", "API reference", isCurrent: current is null)}
        {Entry("../", "Self-check", isCurrent: false)}
          </ul>
        </nav>
        """;

    private static string Entry(string address, string label, bool isCurrent) =>
        $"""    <li><a href="{address}"{(isCurrent ? " aria-current=\"page\"" : "")}>{label}</a></li>""";
}
