using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Api.Commands;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Releases.Packages;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>Releases of synthetic screenings as files in a folder, for tests of what they contain.</summary>
internal static class SyntheticRelease
{
    /// <summary>The period of the releases.</summary>
    public static readonly CalendarPeriod Quarter = new(2026, 4);

    /// <summary>The published questionnaires.</summary>
    public static readonly QuestionnaireCatalog Catalog =
        QuestionnaireCatalog.Load(new ContentFiles(Path.Combine(AppContext.BaseDirectory, "Content")));

    /// <summary>The first screenings of a questionnaire.</summary>
    public static IEnumerable<(ScreeningResult Result, AboutPerson About)> Screenings(string questionnaire, int people, int period = 0)
    {
        var respondents = new SyntheticRespondents(Catalog.Find(questionnaire)!.Current.Questionnaire, period);
        for (var i = 0; i < people; i++) yield return respondents.Next();
    }

    /// <summary>A closed period of these screenings.</summary>
    /// <param name="questionnaire">Id of the questionnaire.</param>
    /// <param name="people">Number of screenings.</param>
    /// <param name="policy">The policy of the noise; no noise if null.</param>
    /// <param name="site">Selects the screenings and the noise, so that sites differ.</param>
    /// <param name="quarter">The quarter; <see cref="Quarter"/> if null.</param>
    /// <param name="isSynthetic">Whether the release is marked as synthetic.</param>
    public static ClosedPeriod Of(
        string questionnaire, int people, NoisePolicy? policy = null, int site = 0, CalendarPeriod? quarter = null, bool isSynthetic = true)
    {
        policy ??= NoisePolicy.None;
        var published = Catalog.Find(questionnaire)!.Current;
        var vocabulary = new Vocabulary(published.Questionnaire, policy.Profile);
        var sums = new long[vocabulary.Cells.Length];
        foreach (var (result, about) in Screenings(questionnaire, people, site)) vocabulary.Add(result, about, sums);
        var random = new Random(site);
        var noise = new DiscreteGaussian(random.NextBytes);
        for (var cell = 0; cell < sums.Length; cell++)
        {
            var block = vocabulary.Cells[cell].Block;
            sums[cell] += (long)noise.Sample(policy.ReleaseVariance(block, vocabulary.SquaredSensitivity(block)));
        }

        var span = quarter ?? Quarter;
        var id = $"{questionnaire}-{published.Version.Major}-{span}{(isSynthetic ? "-synthetic" : "")}";
        return new ClosedPeriod(id, span, isSynthetic, policy, published, NoisyCounters.Of(vocabulary, [.. sums], policy));
    }

    /// <summary>Writes a release into a new folder of a folder, and returns its path.</summary>
    public static string Write(this ClosedPeriod period, string folder, string? name = null)
    {
        var path = Path.Combine(folder, name ?? period.Id);
        Directory.CreateDirectory(path);
        foreach (var file in ReleaseFiles.Write(period)) File.WriteAllBytes(Path.Combine(path, file.Name), file.Content);
        return path;
    }

    /// <summary>Writes the hashes of the files of a folder anew, after a test has changed a file.</summary>
    public static void Rehash(string folder) => File.WriteAllText(
        Path.Combine(folder, "SHA256SUMS"),
        string.Concat(Directory.EnumerateFiles(folder)
            .Where(file => Path.GetFileName(file) is not "SHA256SUMS" && !file.EndsWith(".zip", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}\n")),
        Encoding.ASCII);
}
