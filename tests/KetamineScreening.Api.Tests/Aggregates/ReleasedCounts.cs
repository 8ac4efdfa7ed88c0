using System.Globalization;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>Raw counts in the files of a release; exact when the service adds no noise.</summary>
public static class ReleasedCounts
{
    /// <summary>Counts of the table <c>item_options.csv</c>, by item and option, such as <c>route,snorted</c>.</summary>
    public static async Task<Dictionary<string, long>> OptionsOf(this Service service, string release)
    {
        var table = await service.Http.GetStringAsync($"/v1/releases/{release}/item_options.csv", TestContext.Current.CancellationToken);
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToList();
        var (item, option, count) = (Array.IndexOf(rows[0], "item"), Array.IndexOf(rows[0], "option"), Array.IndexOf(rows[0], "count"));
        return rows.Skip(1).ToDictionary(
            row => $"{row[item]},{row[option]}", row => long.Parse(row[count], CultureInfo.InvariantCulture));
    }

    /// <summary>Number of screenings in a release of the self-check, all of which answered as <see cref="Some.Answers"/> do.</summary>
    public static async Task<long> ScreeningsOf(this Service service, string release) =>
        (await service.OptionsOf(release))["last-used,within-12-months"];
}
