using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using KetamineScreening.Api.Releases.Packages;
using KetamineScreening.Api.Tests.Fuzzing;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>The command <c>pool</c>: what it adds up, and what it refuses.</summary>
public sealed class PoolTests : IDisposable
{
    private static readonly NoisePolicy Policy = NoisePolicy.Of(new Rational(1, 4));

    private static readonly Dictionary<string, string> Settings = new() { ["DOTNET_ENVIRONMENT"] = "Development" };

    private static readonly int[] People = [400, 900, 1300];

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private string Pooled => Path.Combine(folder, "pooled");

    [Fact]
    public async Task Three_sites_are_added_up_into_a_release_that_says_so()
    {
        var periods = People.Select((people, site) => SyntheticRelease.Of(Some.SelfCheck, people, Policy, site)).ToList();
        var sites = periods.Select((period, site) => period.Write(folder, $"site-{site}")).ToList();

        var ended = await Pool([.. sites]);

        Assert.True(ended.ExitCode == 0, ended.Output);
        var counts = sites.Select(site => Counts(site, "count")).ToList();
        Assert.All(Counts(Pooled, "count"), row => Assert.Equal(counts.Sum(site => site[row.Key]), row.Value));
        Assert.Equal(Counts(sites[0], "sd_noise").Values.First() * Math.Sqrt(3), Counts(Pooled, "sd_noise").Values.First(), 3);
        var package = JsonNode.Parse(await ReadPooled("datapackage.json"))!;
        Assert.Equal($"{Some.SelfCheck}-2-2026q4-pooled-synthetic", (string)package["name"]!);
        Assert.Equal(3, package["sites"]!.AsArray().Count);
        foreach (var file in new[] { "README.md", "codebook.csv", "datapackage.json", "CITATION.cff", "ddi.xml" })
        {
            Assert.Contains("3 sites", await ReadPooled(file), StringComparison.Ordinal);
        }

        var (exitCode, output) = await Tool.Run("sha256sum", ["--check", "--quiet", "SHA256SUMS"], Pooled);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_pooled_release_can_be_pooled_again_but_not_with_a_site_of_its_own()
    {
        var sites = Sites(3);
        Assert.Equal(0, (await Pool(sites[0], sites[1])).ExitCode);
        var first = Pooled + "-first";
        Directory.Move(Pooled, first);

        Assert.Equal(0, (await Pool(first, sites[2])).ExitCode);
        Directory.Delete(Pooled, recursive: true);
        Assert.Contains("is there twice", (await Pool(first, sites[1])).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another questionnaire", "the questionnaire is 'ketamine-quick-check'")]
    [InlineData("another version", "is not among the content")]
    [InlineData("another quarter", "the period is 2027q1")]
    [InlineData("another profile", "the profile is small")]
    [InlineData("real screenings", "the screenings are real")]
    [InlineData("the same site", "the release of a site is there twice")]
    [InlineData("a changed file", "the hash of bands.csv differs")]
    [InlineData("a missing file", "it cannot be read")]
    [InlineData("an unlisted table", "SHA256SUMS has no hash of more.csv")]
    [InlineData("a missing row", "flags.csv does not have the rows")]
    [InlineData("an empty folder", "it cannot be read")]
    public async Task A_release_that_does_not_match_is_refused(string fault, string message)
    {
        var first = SyntheticRelease.Of(Some.SelfCheck, 300, Policy).Write(folder, "first");
        var second = Second(fault).Write(folder, "second");
        Spoil(fault, first, second);

        var ended = await Pool(first, second);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains(message, ended.Errors, StringComparison.Ordinal);
        Assert.StartsWith(second, ended.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Pooled));
    }

    [Fact]
    public async Task A_folder_that_is_not_empty_is_left_as_it_is()
    {
        var sites = Sites(2);
        Directory.CreateDirectory(Pooled);
        await File.WriteAllTextAsync(Path.Combine(Pooled, "mine.txt"), "mine", TestContext.Current.CancellationToken);

        var ended = await Pool([.. sites]);

        Assert.Equal((1, 1), (ended.ExitCode, Directory.EnumerateFiles(Pooled).Count()));
        Assert.Contains("is not empty", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_and_variances_add_up_for_any_counts_and_budgets()
    {
        var empty = SyntheticRelease.Of(Some.QuickCheck, 0, Policy);
        var counters = Gen.Choose(-1000, 1000).Select(number => (long)number).ArrayOf(empty.Counters.Values.Length);
        var sites = from values in counters
                    from rho in Gen.Choose(1, 20)
                    select (Values: values, Policy: NoisePolicy.Of(new Rational(rho, 20)));
        Fuzz.ForAll(sites.ArrayOf(3), 50, drawn =>
        {
            var periods = drawn.Select((site, number) => empty with
            {
                Policy = site.Policy,
                Counters = Domain.Aggregates.Estimation.NoisyCounters.Of(empty.Counters.Vocabulary, [.. site.Values], site.Policy),
                Sites = [new($"{number}", site.Policy.Rho.ToString())],
            }).ToList();
            var pooled = PooledPeriod.Of([.. periods.Select((period, number) => ($"site-{number}", period))]);
            Assert.Equal(
                drawn[0].Values.Zip(drawn[1].Values, drawn[2].Values).Select(three => three.First + three.Second + three.Third),
                pooled.Counters.Values);
            Assert.All(pooled.Counters.Variances, block => Assert.Equal(
                periods.Select(period => period.Counters.Variances[block.Key]).Aggregate((left, right) => left + right), block.Value));
            Assert.Equal(periods.Max(period => period.Policy.Rho), pooled.Policy.Rho);
            return Task.CompletedTask;
        });
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Api.Releases.ClosedPeriod Second(string fault) => fault switch
    {
        "another questionnaire" => SyntheticRelease.Of(Some.QuickCheck, 300, Policy, site: 1),
        "another quarter" => SyntheticRelease.Of(Some.SelfCheck, 300, Policy, site: 1, quarter: SyntheticRelease.Quarter.Next()),
        "another profile" => SyntheticRelease.Of(Some.SelfCheck, 300, NoisePolicy.Of(Policy.Rho, PrivacyProfile.Small), site: 1),
        "real screenings" => SyntheticRelease.Of(Some.SelfCheck, 300, Policy, site: 1, isSynthetic: false),
        _ => SyntheticRelease.Of(Some.SelfCheck, 300, Policy, site: 1),
    };

    private static void Spoil(string fault, string first, string second)
    {
        switch (fault)
        {
            case "another version":
                Change(second, "datapackage.json", text => text.Replace("\"2.0.0\"", "\"2.9.0\"", StringComparison.Ordinal));
                SyntheticRelease.Rehash(second);
                break;
            case "the same site":
                Directory.Delete(second, recursive: true);
                Directory.CreateDirectory(second);
                foreach (var file in Directory.EnumerateFiles(first)) File.Copy(file, Path.Combine(second, Path.GetFileName(file)));
                break;
            case "a changed file":
                Change(second, "bands.csv", text => text.Replace(",lower,", ",lower,1", StringComparison.Ordinal));
                break;
            case "a missing file":
                File.Delete(Path.Combine(second, "bands.csv"));
                break;
            case "an unlisted table":
                File.Copy(Path.Combine(second, "bands.csv"), Path.Combine(second, "more.csv"));
                break;
            case "a missing row":
                Change(second, "flags.csv", text => text[..(text.TrimEnd('\n').LastIndexOf('\n') + 1)]);
                SyntheticRelease.Rehash(second);
                break;
            case "an empty folder":
                foreach (var file in Directory.EnumerateFiles(second)) File.Delete(file);
                break;
        }
    }

    private static void Change(string path, string file, Func<string, string> change) =>
        File.WriteAllText(Path.Combine(path, file), change(File.ReadAllText(Path.Combine(path, file))));

    private static Dictionary<string, double> Counts(string path, string column) =>
        new CsvFile(Path.Combine(path, "item_options.csv")).By(["item", "option"], column)
            .ToDictionary(entry => entry.Key, entry => double.Parse(entry.Value, CultureInfo.InvariantCulture));

    private List<string> Sites(int count) =>
    [
        .. Enumerable.Range(0, count)
            .Select(site => SyntheticRelease.Of(Some.QuickCheck, 300, Policy, site).Write(folder, $"site-{site}")),
    ];

    private Task<string> ReadPooled(string file) =>
        File.ReadAllTextAsync(Path.Combine(Pooled, file), TestContext.Current.CancellationToken);

    private Task<Ended> Pool(params string[] sites) => Executable.Run(Settings, ["pool", .. sites, "--out", Pooled]);
}
