using System.Globalization;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Releases.Tables;

namespace KetamineScreening.Api.Releases;

/// <summary>The series of one major version of a questionnaire, put together from the stored files of its releases.</summary>
internal sealed class PublishedSeries
{
    private static readonly string[] Columns = [.. Column.OfEveryTable.Concat(SeriesTable.Columns).Select(column => column.Name)];

    private readonly Lazy<IReadOnlyList<string[]>> rows;

    /// <summary>The series of a major version.</summary>
    /// <param name="questionnaire">Id of the questionnaire.</param>
    /// <param name="major">The major version.</param>
    /// <param name="releases">Its releases, the newest last.</param>
    public PublishedSeries(string questionnaire, long major, IReadOnlyList<PublishedRelease> releases)
    {
        var isSynthetic = releases.Any(release => release.Row.Synthetic == 1);
        rows = new(() => [.. releases.SelectMany(release => CsvTable.Read(FileOf(release)!.Bytes, Columns))]);
        Json = ServedBytes.Json(
            () => new SeriesDocument(questionnaire, major, isSynthetic, [.. rows.Value.Select(FigureOf)]),
            ReleasesJson.Plain.SeriesDocument);
        Csv = new ServedBytes(ToCsv, "text/csv; charset=utf-8", ContentCoding.Gzip);
    }

    /// <summary>The series as JSON.</summary>
    public ServedBytes Json { get; }

    /// <summary>The series as CSV.</summary>
    public ServedBytes Csv { get; }

    /// <summary>All series. Releases of the earlier form have no figures with errors and are left out.</summary>
    /// <param name="releases">All releases, the newest last.</param>
    public static IReadOnlyDictionary<(string Questionnaire, long Major), PublishedSeries> Of(IReadOnlyList<PublishedRelease> releases) =>
        releases
            .Select(release => release.Row.Questionnaire)
            .Distinct()
            .SelectMany(questionnaire => PublishedReleases.Readable(releases, questionnaire))
            .Where(release => FileOf(release) is not null)
            .GroupBy(release => (release.Row.Questionnaire, release.Row.Major))
            .ToDictionary(group => group.Key, group => new PublishedSeries(group.Key.Questionnaire, group.Key.Major, [.. group]));

    private static PublishedFile? FileOf(PublishedRelease release) => release.Files.FirstOrDefault(file => file.Name == SeriesTable.File);

    private static SeriesFigure FigureOf(string[] row) => new(
        row[0], row[3], row[4], row[5], row[6], row[7], row[8],
        Number(row[9]), Number(row[10]), Number(row[11]), Number(row[12]), Number(row[13]));

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private byte[] ToCsv()
    {
        var csv = new CsvTable(Columns);
        foreach (var row in rows.Value) csv.Add(row);
        return csv.Write();
    }
}
