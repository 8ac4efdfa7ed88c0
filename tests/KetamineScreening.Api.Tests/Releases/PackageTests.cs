using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using KetamineScreening.Api.Releases.Packages;
using KetamineScreening.Api.Tests.Fuzzing;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>The files of a release agree with their descriptions, and contain everything to compute them again.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly Rational Quarter = new(1, 4);

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    public static TheoryData<string, PrivacyProfile> All => new(
        new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }
            .SelectMany(questionnaire => Enum.GetValues<PrivacyProfile>().Select(profile => (questionnaire, profile))));

    [Theory, MemberData(nameof(All))]
    public void A_release_recomputed_from_its_own_counts_has_the_same_bytes(string questionnaire, PrivacyProfile profile)
    {
        var period = SyntheticRelease.Of(questionnaire, 800, NoisePolicy.Of(Quarter, profile));
        var path = period.Write(folder);

        var read = SitePackage.Read(path, SyntheticRelease.Catalog) with { Sites = [] };

        Assert.Equal(period.Counters.Values, read.Counters.Values);
        foreach (var file in ReleaseFiles.Write(read)) Assert.Equal(File.ReadAllBytes(Path.Combine(path, file.Name)), file.Content);
    }

    [Fact]
    public void Any_whole_numbers_survive_being_written_and_read()
    {
        var period = SyntheticRelease.Of(Some.QuickCheck, 0, NoisePolicy.Of(Quarter));
        var count = period.Counters.Values.Length;
        var numbers = Gen.Choose(-1_000_000, 1_000_000).Select(number => (long)number).ArrayOf(count);
        Fuzz.ForAll(numbers, 20, values =>
        {
            var path = (period with { Counters = period.Counters with { Values = [.. values] } }).Write(folder, $"{Guid.NewGuid():N}");
            Assert.Equal(values, SitePackage.Read(path, SyntheticRelease.Catalog).Counters.Values);
            return Task.CompletedTask;
        });
    }

    [Theory, MemberData(nameof(All))]
    public void Every_table_has_the_described_columns_keys_and_codes(string questionnaire, PrivacyProfile profile)
    {
        var path = SyntheticRelease.Of(questionnaire, 800, NoisePolicy.Of(Quarter, profile)).Write(folder);
        var package = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "datapackage.json")))!;
        var resources = package["resources"]!.AsArray().ToDictionary(resource => (string)resource!["name"]!, resource => resource!);
        var tables = resources.ToDictionary(
            resource => resource.Key, resource => new CsvFile(Path.Combine(path, (string)resource.Value["path"]!)));

        Assert.Equal(Names(path, "*.csv"), resources.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, resource) in resources)
        {
            var (schema, table) = (resource["schema"]!, tables[name]);
            Assert.Equal(Fields(schema).Select(field => (string)field["name"]!), table.Header);
            Assert.Equal(["release", "questionnaire", "major", "period_start", "period_end"], table.Header.Take(5));
            foreach (var field in Fields(schema)) AssertCodes(table, field);
            foreach (var key in new[] { schema["primaryKey"], schema["uniqueKeys"]?[0] }.OfType<JsonArray>())
            {
                var values = table.Values(Texts(key)).ToList();
                Assert.Equal(values.Count, values.Distinct().Count());
            }

            Assert.All(
                schema["primaryKey"] is { } primary ? table.Values(Texts(primary)) : [],
                key => Assert.DoesNotContain("", key.Split('|')));
            foreach (var key in (schema["foreignKeys"] as JsonArray) ?? [])
            {
                var known = tables["codebook"].Values(Texts(key!["reference"]!["fields"]!)).ToHashSet();
                Assert.Subset(known, table.Values(Texts(key["fields"]!)).ToHashSet());
            }
        }

        static IEnumerable<JsonNode> Fields(JsonNode schema) => schema["fields"]!.AsArray().Select(field => field!);

        static List<string> Texts(JsonNode names) => [.. names.AsArray().Select(name => (string)name!)];
    }

    [Fact]
    public void Sizes_and_hashes_are_those_of_the_files()
    {
        var path = SyntheticRelease.Of(Some.SelfCheck, 800, NoisePolicy.Of(Quarter)).Write(folder);
        var package = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "datapackage.json")))!;
        foreach (var resource in package["resources"]!.AsArray())
        {
            var content = File.ReadAllBytes(Path.Combine(path, (string)resource!["path"]!));
            Assert.Equal(
                (content.Length, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content))),
                ((int)resource["bytes"]!, (string)resource["hash"]!));
        }

        var lines = File.ReadAllLines(Path.Combine(path, "SHA256SUMS"));
        var hashes = Directory.EnumerateFiles(path)
            .Where(file => IsText(file) && Path.GetFileName(file) != "SHA256SUMS")
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}");
        Assert.Equal(hashes.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_file_is_ASCII_with_line_feeds_and_without_a_byte_order_mark()
    {
        foreach (var file in Directory.EnumerateFiles(SyntheticRelease.Of(Some.SelfCheck, 800).Write(folder)).Where(IsText))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(bytes, value => Assert.True(value is (byte)'\n' or (>= 0x20 and < 0x7F), file));
            Assert.Equal((byte)'\n', bytes[^1]);
        }
    }

    [Fact]
    public void The_small_profile_and_the_concern_check_leave_out_what_they_do_not_count()
    {
        var small = Names(SyntheticRelease.Of(Some.SelfCheck, 800, NoisePolicy.Of(Quarter, PrivacyProfile.Small)).Write(folder), "*.csv");
        var concern = Names(SyntheticRelease.Of(Some.ConcernCheck, 800, NoisePolicy.Of(Quarter)).Write(folder), "*.csv");

        Assert.DoesNotContain("moments", small);
        Assert.DoesNotContain("covariance", small);
        Assert.Contains("groups", small);
        Assert.Contains("moments", concern);
        Assert.DoesNotContain("groups", concern);
        Assert.DoesNotContain("groups_sdc", concern);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static bool IsText(string file) => !file.EndsWith(".zip", StringComparison.Ordinal);

    private static IEnumerable<string> Names(string path, string pattern) =>
        [.. Directory.EnumerateFiles(path, pattern).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static void AssertCodes(CsvFile table, JsonNode field)
    {
        if (field["categories"] is not JsonArray categories) return;
        var codes = categories.Select(category => (string)category!["value"]!).Append("").ToHashSet();
        Assert.Subset(codes, table.Values((string)field["name"]!).ToHashSet());
    }
}
