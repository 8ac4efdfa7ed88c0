using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>The part of the data page that depends on the releases, as HTML.</summary>
/// <param name="texts">The texts of the page in one language.</param>
/// <param name="language">The language.</param>
/// <param name="catalog">The questionnaires, for their titles.</param>
internal sealed class DataPagePart(IReadOnlyDictionary<string, string> texts, string language, QuestionnaireCatalog catalog)
{
    private const string Summary = "summary.csv";
    private const int BytesPerKilobyte = 1000;

    /// <summary>One release with its files.</summary>
    public string Of(PublishedRelease release, IReadOnlyList<PublishedRelease> all)
    {
        var row = release.Row;
        var synthetic = row.Synthetic == 1;
        var series = $"/v1/series?questionnaire={Uri.EscapeDataString(row.Questionnaire)}&major={row.Major}&format=csv";
        // Releases of the first form of the files cannot be drawn.
        if (!release.Files.Any(file => file.Name == Summary)) return Older(release, all);
        return $"""
            <div id="choice"></div>
            <section class="about" data-release="{Encode(row.Id)}" data-questionnaire="{Encode(VersionOf(release)?.Address ?? "")}"
              data-series="{Encode(series)}"{(synthetic ? " data-synthetic" : "")}>
              <h2>{TitleOf(release)}</h2>
              {(synthetic ? $"<p class=\"made-up\">{Text("data.madeUp")}</p>" : "")}
              <p>{Text("data.version", ("major", row.Major.ToString(CultureInfo.InvariantCulture)))} <span class="people"></span></p>
            </section>
            <div id="figures">
              <p class="waiting">{Text("data.waiting")}</p>
              <noscript><p class="message">{Text("data.noScript")}</p></noscript>
            </div>
            {Files(release)}
            <section>
              <h2>{Text("data.citeTitle")}</h2>
              <p>{Text("data.cite", ("release", row.Id), ("title", NameOf(release)), ("from", row.PeriodStart), ("to", row.PeriodEnd))}</p>
              <h2>{Text("data.codeTitle")}</h2>
              <pre class="code" tabindex="0"><code id="code">/v1/releases/{Encode(row.Id)}/bands.csv</code></pre>
            </section>
            {List(all)}
            """;
    }

    /// <summary>A release that was withdrawn, with the reason.</summary>
    public string Withdrawn(PublishedRelease release, IReadOnlyList<PublishedRelease> all) => $"""
        <section>
          <h2>{Text("data.withdrawnTitle")}</h2>
          <p>{TitleOf(release)}</p>
          <p class="message">{Text("data.withdrawn")} {Encode(release.Row.Withdrawn)}</p>
        </section>
        {List(all)}
        """;

    /// <summary>The address names no release.</summary>
    public string Unknown(IReadOnlyList<PublishedRelease> all) =>
        $"<section><h2>{Text("data.unknownTitle")}</h2><p class=\"message\">{Text("data.unknown")}</p></section>{List(all)}";

    /// <summary>There is no release yet.</summary>
    public string None(IReadOnlyList<PublishedRelease> all) => $"<p class=\"message\">{Text("data.none")}</p>{List(all)}";

    /// <summary>The store of releases has not been reachable since the start.</summary>
    public string Unavailable() =>
        $"<section><h2>{Text("data.unavailableTitle")}</h2><p class=\"message\">{Text("data.unavailable")}</p></section>";

    private string Older(PublishedRelease release, IReadOnlyList<PublishedRelease> all) => $"""
        <div id="choice"></div>
        <section class="about"><h2>{TitleOf(release)}</h2><p class="message">{Text("data.older")}</p></section>
        {Files(release)}
        {List(all)}
        """;

    private string Files(PublishedRelease release)
    {
        var items = new StringBuilder();
        foreach (var file in release.Files)
        {
            var size = (file.Bytes.Length + BytesPerKilobyte - 1) / BytesPerKilobyte;
            var sizeText = Text("data.fileSize", ("size", size.ToString(CultureInfo.InvariantCulture)));
            var address = Encode($"{ReleaseDocument.AddressOf(release.Id)}/{file.Name}");
            items.Append(null, $"<li><a href=\"{address}\">{Encode(file.Name)}</a> <span class=\"size\">{sizeText}</span></li>");
        }

        return $"<section id=\"files\"><h2>{Text("data.filesTitle")}</h2><p>{Text("data.filesLead")}</p><ul>{items}</ul></section>";
    }

    private string List(IReadOnlyList<PublishedRelease> all)
    {
        if (all.Count == 0) return "";
        var items = new StringBuilder();
        foreach (var release in all.Reverse())
        {
            var row = release.Row;
            items.Append(row.IsWithdrawn
                ? $"<li>{TitleOf(release)}. {Text("data.listWithdrawn", ("notice", row.Withdrawn))}</li>"
                : $"<li><a href=\"/data/{Uri.EscapeDataString(row.Id)}\">{TitleOf(release)}</a></li>");
        }

        return $"<section id=\"releases\"><h2>{Text("data.listTitle")}</h2><ul>{items}</ul></section>";
    }

    // Scripts write the days in the words of the language.
    private string TitleOf(PublishedRelease release)
    {
        var (from, to) = (release.Row.PeriodStart, release.Row.PeriodEnd);
        return $"{Encode(NameOf(release))}: " + Text("data.period")
            .Replace("{from}", $"<time datetime=\"{from}\">{from}</time>", StringComparison.Ordinal)
            .Replace("{to}", $"<time datetime=\"{to}\">{to}</time>", StringComparison.Ordinal);
    }

    private string NameOf(PublishedRelease release) => VersionOf(release) is { } version
        ? (version.Wordings.GetValueOrDefault(language) ?? version.Wordings[Language.Source]).Title
        : release.Row.Questionnaire;

    private PublishedVersion? VersionOf(PublishedRelease release) =>
        catalog.Find(release.Row.Questionnaire)?.OfMajor(release.Row.Major).LastOrDefault();

    private string Text(string key, params ReadOnlySpan<(string Placeholder, string Value)> values)
    {
        var text = Encode(texts[key]);
        foreach (var (placeholder, value) in values)
        {
            text = text.Replace($"{{{placeholder}}}", Encode(value), StringComparison.Ordinal);
        }

        return text;
    }

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
