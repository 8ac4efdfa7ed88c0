using System.Globalization;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>The part of the data page that depends on the releases, as HTML.</summary>
/// <param name="wording">The texts in the language of the page.</param>
internal sealed class DataPagePart(DataPageWording wording)
{
    private const string Summary = "summary.csv";

    /// <summary>One release with its files.</summary>
    public string Of(PublishedRelease release, IReadOnlyList<PublishedRelease> all)
    {
        var (row, synthetic) = (release.Row, release.Row.Synthetic == 1);
        var major = row.Major.ToString(CultureInfo.InvariantCulture);
        var version = wording.VersionOf(release) is { } found ? DataPage.AddressOf(found.Address) : "";
        var questionnaire = Uri.EscapeDataString(row.Questionnaire);
        var series = DataPage.AddressOf($"/v1/series?questionnaire={questionnaire}&major={major}&format=csv");
        // Releases of the first form of the files cannot be drawn.
        if (!release.Files.Any(file => file.Name == Summary)) return Older(release, all);
        var citation = wording.Text(
            "totals.cite",
            ("release", row.Id),
            ("title", wording.NameOf(release)),
            ("from", wording.Day(row.PeriodStart)),
            ("to", wording.Day(row.PeriodEnd)));
        return $"""
            <div id="choice"></div>
            <section class="about" data-release="{DataPageWording.Encode(row.Id)}" data-questionnaire="{DataPageWording.Encode(version)}"
              data-series="{DataPageWording.Encode(series)}"{(synthetic ? " data-synthetic" : "")}>
              <h2>{wording.TitleOf(release)}</h2>
              {(synthetic ? $"<p class=\"made-up\">{wording.Text("totals.madeUp")}</p>" : "")}
              <p>{wording.Text("totals.version", ("major", major))}{wording.Space}<span class="people"></span></p>
            </section>
            <div id="figures">
              <p class="waiting">{wording.Text("totals.waiting")}</p>
              <noscript><p class="message">{wording.Text("totals.noScript")}</p></noscript>
            </div>
            {ReleaseLists.Files(release, wording)}
            <section>
              <h2>{wording.Text("totals.citeTitle")}</h2>
              <p>{citation}</p>
              <h2>{wording.Text("totals.codeTitle")}</h2>
              <pre class="code" tabindex="0"><code id="code">/v1/releases/{DataPageWording.Encode(row.Id)}/bands.csv</code></pre>
            </section>
            {ReleaseLists.All(all, wording)}
            """;
    }

    /// <summary>A release that was withdrawn, with the reason.</summary>
    public string Withdrawn(PublishedRelease release, IReadOnlyList<PublishedRelease> all) => $"""
        <section>
          <h2>{wording.Text("totals.withdrawnTitle")}</h2>
          <p>{wording.TitleOf(release)}</p>
          <p class="message">{wording.Text("totals.withdrawn")}{wording.Space}{DataPageWording.Encode(release.Row.Withdrawn)}</p>
        </section>
        {ReleaseLists.All(all, wording)}
        """;

    /// <summary>The address names no release.</summary>
    public string Unknown(IReadOnlyList<PublishedRelease> all) =>
        Message("totals.unknownTitle", "totals.unknown") + ReleaseLists.All(all, wording);

    /// <summary>There is no release yet.</summary>
    public string None(IReadOnlyList<PublishedRelease> all) =>
        $"<p class=\"message\">{wording.Text("totals.none")}</p>" + ReleaseLists.All(all, wording);

    /// <summary>The store of releases has not been reachable since the start.</summary>
    public string Unavailable() => Message("totals.unavailableTitle", "totals.unavailable");

    private string Message(string title, string text) =>
        $"<section><h2>{wording.Text(title)}</h2><p class=\"message\">{wording.Text(text)}</p></section>";

    private string Older(PublishedRelease release, IReadOnlyList<PublishedRelease> all) => $"""
        <div id="choice"></div>
        <section class="about"><h2>{wording.TitleOf(release)}</h2><p class="message">{wording.Text("totals.older")}</p></section>
        {ReleaseLists.Files(release, wording)}
        {ReleaseLists.All(all, wording)}
        """;
}
