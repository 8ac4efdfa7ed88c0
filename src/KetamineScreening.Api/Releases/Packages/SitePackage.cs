using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>An unzipped release of one site, read back into its counters.</summary>
internal static class SitePackage
{
    /// <summary>Reads a release from a folder.</summary>
    /// <param name="folder">Folder with the files of the release.</param>
    /// <param name="catalog">The published questionnaires.</param>
    /// <exception cref="PackageException">The folder is not an intact release of a published questionnaire.</exception>
    public static ClosedPeriod Read(string folder, QuestionnaireCatalog catalog)
    {
        try
        {
            var hash = CheckHashes(folder);
            using var descriptor = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, DataPackage.File)));
            return Read(folder, descriptor.RootElement, hash, catalog);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException or FormatException
            or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new PackageException(folder, $"it cannot be read: {failure.Message}");
        }
    }

    private static ClosedPeriod Read(string folder, JsonElement package, string hash, QuestionnaireCatalog catalog)
    {
        var questionnaire = package.GetProperty("questionnaire");
        var (id, version) = (Text(questionnaire, "id"), Text(questionnaire, "version"));
        var published = catalog.Find(id)?.Find(version)
            ?? throw new PackageException(folder, $"version {version} of the questionnaire '{id}' is not among the content here");
        var privacy = package.GetProperty("privacy");
        var profile = Enum.GetValues<PrivacyProfile>().Single(profile => JsonFormat.CodeOf(profile) == Text(privacy, "profile"));
        var vocabulary = new Vocabulary(published.Questionnaire, profile);
        var variances = privacy.GetProperty("blocks").EnumerateArray().ToDictionary(
            block => Enum.GetValues<Block>().Single(candidate => JsonFormat.CodeOf(candidate) == Text(block, "block")),
            block => Fraction(Text(block, "variance")));
        if (!variances.Keys.ToHashSet().SetEquals(vocabulary.Blocks))
        {
            throw new PackageException(folder, "its blocks are not those of its profile");
        }

        var empty = new NoisyCounters(vocabulary, [.. new long[vocabulary.Cells.Length]], variances);
        var policy = NoisePolicy.None with { Rho = Fraction(Text(privacy, "rho")), Profile = profile };
        var calendar = CalendarPeriod.Parse(Text(package.GetProperty("period"), "name"));
        var period = new ClosedPeriod(
            Text(package, "name"), calendar, package.GetProperty("synthetic").GetBoolean(), policy, published, empty)
        {
            Sites = [.. Sites(package, hash, policy)],
        };
        return period with { Counters = PackageCounts.Read(folder, period) };
    }

    // A pooled release stands for the releases that it was made from.
    private static IEnumerable<PooledSite> Sites(JsonElement package, string hash, NoisePolicy policy) =>
        package.TryGetProperty("sites", out var sites)
            ? sites.EnumerateArray().Select(site => new PooledSite(Text(site, "package")["sha256:".Length..], Text(site, "rho")))
            : [new PooledSite(hash, policy.Rho.ToString())];

    private static string CheckHashes(string folder)
    {
        var sums = File.ReadAllBytes(Path.Combine(folder, ReleaseFiles.Hashes));
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(sums).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split("  ", 2) is not [var expected, var name] || Path.GetFileName(name) != name)
            {
                throw new FormatException($"'{line}' is no hash");
            }

            var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
            if (hash != expected) throw new PackageException(folder, $"the hash of {name} differs from the one in {ReleaseFiles.Hashes}");
            named.Add(name);
        }

        var unnamed = Directory.EnumerateFiles(folder, "*.csv").Select(Path.GetFileName).Append(DataPackage.File)
            .FirstOrDefault(name => !named.Contains(name!));
        return unnamed is null
            ? Convert.ToHexStringLower(SHA256.HashData(sums))
            : throw new PackageException(folder, $"{ReleaseFiles.Hashes} has no hash of {unnamed}");
    }

    private static string Text(JsonElement parent, string member) =>
        parent.GetProperty(member).GetString() ?? throw new FormatException($"{member} is missing");

    private static Rational Fraction(string text) =>
        Rational.TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no fraction");
}

/// <summary>A folder cannot be used as a release.</summary>
/// <param name="folder">The folder.</param>
/// <param name="reason">Why.</param>
internal sealed class PackageException(string folder, string reason) : Exception($"{folder}: {reason}.");
