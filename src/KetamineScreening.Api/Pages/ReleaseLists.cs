using System.Globalization;
using System.Text;
using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Pages;

/// <summary>The lists of the data page as HTML: the files of a release, and all releases.</summary>
internal static class ReleaseLists
{
    private const int BytesPerKilobyte = 1000;

    /// <summary>Links to the files of a release with their sizes; the archive of all of them comes first.</summary>
    public static string Files(PublishedRelease release, DataPageWording wording)
    {
        var items = new StringBuilder();
        foreach (var file in release.Files.OrderByDescending(file => file.Name.EndsWith(".zip", StringComparison.Ordinal)))
        {
            var size = (file.Bytes.Length + BytesPerKilobyte - 1) / BytesPerKilobyte;
            var sizeText = wording.Text("totals.fileSize", ("size", size.ToString(CultureInfo.InvariantCulture)));
            var name = DataPageWording.Encode(file.Name);
            var address = DataPage.AddressOf($"{ReleaseDocument.AddressOf(release.Id)}/{file.Name}");
            items.Append(null, $"<li><a href=\"{DataPageWording.Encode(address)}\">{name}</a> <span class=\"size\">{sizeText}</span></li>");
        }

        return $"""
            <section id="files">
              <h2>{wording.Text("totals.filesTitle")}</h2>
              <p>{wording.Text("totals.filesLead")}</p>
              <ul>{items}</ul>
            </section>
            """;
    }

    /// <summary>Links to the pages of all releases, the newest first, and the notices of those that were withdrawn.</summary>
    public static string All(IReadOnlyList<PublishedRelease> releases, DataPageWording wording)
    {
        if (releases.Count == 0) return "";
        var items = new StringBuilder();
        foreach (var release in releases.Reverse())
        {
            var title = wording.TitleOf(release);
            items.Append(release.Row.IsWithdrawn
                ? $"<li>{title} <span>{wording.Text("totals.listWithdrawn", ("notice", release.Row.Withdrawn))}</span></li>"
                : $"<li><a href=\"{DataPage.AddressOfRelease(release.Id)}\">{title}</a></li>");
        }

        return $"<section id=\"releases\"><h2>{wording.Text("totals.listTitle")}</h2><ul>{items}</ul></section>";
    }
}
