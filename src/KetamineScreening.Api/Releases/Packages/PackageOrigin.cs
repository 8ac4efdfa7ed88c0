using System.Globalization;
using System.Text.Json;
using KetamineScreening.Api.Http;
using KetamineScreening.Domain.Aggregates.Noise;

namespace KetamineScreening.Api.Releases.Packages;

/// <summary>The members of a Data Package that say where the counts come from: questionnaire, period, sites and noise.</summary>
/// <remarks><see cref="SitePackage"/> reads them when releases are pooled.</remarks>
internal static class PackageOrigin
{
    /// <summary>Writes the members.</summary>
    public static void Write(Utf8JsonWriter json, ClosedPeriod period)
    {
        json.WriteStartObject("questionnaire");
        json.WriteString("id", period.Questionnaire.Id);
        json.WriteString("version", period.Published.Version.ToString());
        json.WriteNumber("majorVersion", period.Questionnaire.Version.Major);
        json.WriteString("validation", period.Questionnaire.Definition.Validation);
        json.WriteEndObject();
        json.WriteStartObject("period");
        json.WriteString("name", period.Calendar.ToString());
        json.WriteString("start", Date(period.Calendar.FirstDay));
        json.WriteString("end", Date(period.Calendar.LastDay));
        json.WriteEndObject();
        json.WriteBoolean("synthetic", period.IsSynthetic);
        if (period.Sites.Count > 0) WriteSites(json, period.Sites);
        WritePrivacy(json, period);
    }

    private static void WriteSites(Utf8JsonWriter json, IReadOnlyList<PooledSite> sites)
    {
        json.WriteStartArray("sites");
        foreach (var site in sites)
        {
            json.WriteStartObject();
            json.WriteString("package", "sha256:" + site.Package);
            json.WriteString("rho", site.Rho);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePrivacy(Utf8JsonWriter json, ClosedPeriod period)
    {
        var (policy, vocabulary) = (period.Policy, period.Counters.Vocabulary);
        json.WriteStartObject("privacy");
        json.WriteString("definition", "zero-concentrated differential privacy; neighbours differ by one screening added or removed");
        json.WriteString("mechanism", NoisePolicy.Mechanism);
        json.WriteString("profile", JsonFormat.CodeOf(policy.Profile));
        json.WriteString("rho", policy.Rho.ToString());
        json.WriteString("rhoOfReleases", policy.RhoOfReleases.ToString());
        json.WriteStartArray("blocks");
        foreach (var block in vocabulary.Blocks)
        {
            json.WriteStartObject();
            json.WriteString("block", JsonFormat.CodeOf(block));
            json.WriteString("share", policy.Share(block).ToString());
            json.WriteNumber("squaredSensitivity", vocabulary.SquaredSensitivity(block));
            json.WriteString("variance", period.Counters.Variances[block].ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
