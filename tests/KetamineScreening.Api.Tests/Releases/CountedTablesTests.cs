using System.Globalization;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>Compares the counts of a release without noise with a tally of the same screenings, made without the counters.</summary>
public sealed class CountedTablesTests : IDisposable
{
    private const int People = 1500;

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public void Every_count_equals_the_tally_of_the_screenings(string questionnaire)
    {
        var path = SyntheticRelease.Of(questionnaire, People).Write(folder);
        var tally = Tally(questionnaire);

        AssertCounts(path, "summary", ["measure"], tally, isComplete: false);
        AssertCounts(path, "item_options", ["item", "option"], tally);
        AssertCounts(path, "score_histogram", ["audience", "score_from"], tally);
        AssertCounts(path, "bands", ["audience", "band"], tally);
        AssertCounts(path, "flags", ["flag"], tally);
        Assert.Equal(questionnaire != Some.ConcernCheck, File.Exists(Path.Combine(path, "groups.csv")));
        if (questionnaire != Some.ConcernCheck) AssertCounts(path, "groups", ["age_band", "gender", "band"], tally);
    }

    [Theory]
    [InlineData("item_options", "item|base")]
    [InlineData("score_histogram", "audience")]
    [InlineData("bands", "audience")]
    [InlineData("groups", "age_band|gender")]
    public void Shares_are_of_the_group_that_the_row_belongs_to(string table, string group)
    {
        var file = new CsvFile(Path.Combine(SyntheticRelease.Of(Some.SelfCheck, People).Write(folder), table + ".csv"));

        foreach (var rows in file.Rows.GroupBy(row => string.Join('|', group.Split('|').Select(column => file.Value(row, column)))))
        {
            if (rows.Key.EndsWith("|all", StringComparison.Ordinal) && table == "item_options") continue;
            var whole = rows.Sum(row => Number(row, "count"));
            Assert.All(rows, row => Assert.Equal(
                whole == 0 ? "" : (Number(row, "count") / whole).ToString("0.0000", CultureInfo.InvariantCulture),
                file.Value(row, "share")));
        }

        double Number(string[] row, string column) => double.Parse(file.Value(row, column), CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_classic_view_hides_counts_below_15_and_rounds_the_others_to_10()
    {
        var path = SyntheticRelease.Of(Some.SelfCheck, 40).Write(folder);
        var tables = Directory.EnumerateFiles(path, "*_sdc.csv").ToList();

        Assert.Equal(5, tables.Count);
        foreach (var table in tables)
        {
            var (full, classic) = (new CsvFile(table.Replace("_sdc", "", StringComparison.Ordinal)), new CsvFile(table));
            var keys = classic.Header.SkipLast(1).ToList();
            Assert.Equal("count", classic.Header[^1]);
            Assert.Equal(
                full.By(keys, "count").Select(entry => (entry.Key, Rounded(long.Parse(entry.Value, CultureInfo.InvariantCulture)))),
                classic.By(keys, "count").Select(entry => (entry.Key, entry.Value)));
        }

        static string Rounded(long count) => count < 15 ? "" : $"{(count + 5) / 10 * 10}";
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // Without noise the consistent count is the count.
    private static void AssertCounts(string path, string table, string[] keys, Dictionary<string, int> tally, bool isComplete = true)
    {
        var file = new CsvFile(Path.Combine(path, table + ".csv"));
        foreach (var (key, consistent) in file.By(keys, "count_consistent"))
        {
            Assert.Equal(tally.GetValueOrDefault($"{table}|{key}"), double.Parse(consistent, CultureInfo.InvariantCulture));
        }

        foreach (var (key, count) in file.By(keys, "count").Where(entry => isComplete || entry.Key != "n"))
        {
            Assert.Equal((key, tally.GetValueOrDefault($"{table}|{key}")), (key, int.Parse(count, CultureInfo.InvariantCulture)));
        }

        var missing = tally.Keys.Where(key => key.StartsWith(table + "|", StringComparison.Ordinal))
            .Except(file.Values(keys).Select(key => $"{table}|{key}"));
        Assert.Empty(missing);
    }

    private static Dictionary<string, int> Tally(string questionnaire)
    {
        var tally = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (result, about) in SyntheticRelease.Screenings(questionnaire, People))
        {
            var (audience, band, sheet) = (result.Audience.Code, result.Band.Code, result.Sheet);
            Add("summary|n", $"summary|audience:{audience}", $"bands|{audience}|{band}", $"bands|all|{band}");
            Add($"score_histogram|{audience}|{LowestOfBin(result.Score, result.MaxScore)}");
            var isComplete = true;
            foreach (var item in sheet.Questionnaire.Items)
            {
                var option = sheet.Chosen[item.Index];
                var isAsked = sheet.Branch.Asked[item.Index];
                Add($"item_options|{item.Id}|{(option >= 0 ? item.Options[option].Code : isAsked ? "not-answered" : "not-asked")}");
                isComplete &= !item.IsScored || (option >= 0 && option != item.DontKnow);
            }

            if (isComplete) Add("summary|complete");
            foreach (var flag in sheet.Questionnaire.Flags.Where(flag => result.IsRaised(flag))) Add($"flags|{flag.Code}");
            var age = about.AgeBand < 0 ? "not-given" : AboutPerson.AgeBands[about.AgeBand];
            var gender = about.Gender < 0 ? "not-given" : AboutPerson.Genders[about.Gender];
            if (age == "under-18") Add($"groups|{age}|all|{band}");
            else Add($"groups|{age}|{gender}|{band}", $"groups|{age}|all|{band}", $"groups|all|{gender}|{band}");
        }

        return tally;

        void Add(params string[] keys)
        {
            foreach (var key in keys) tally[key] = tally.GetValueOrDefault(key) + 1;
        }
    }

    private static int LowestOfBin(int score, int largest) => score == 0 || score == largest ? score : (score - 1) / 5 * 5 + 1;
}
