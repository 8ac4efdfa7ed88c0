using System.Text.Json;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks.Estimates;

/// <summary>The commands that simulate releases: <c>coverage [small]</c> and <c>utility</c>.</summary>
internal static class EstimateCommands
{
    /// <summary>Runs one of them.</summary>
    /// <returns>The exit code: 1 when an interval does not cover as often as it states.</returns>
    public static int Run(string[] arguments, TextWriter output)
    {
        if (arguments[0] == "coverage")
        {
            var profile = arguments.Contains("small") ? PrivacyProfile.Small : PrivacyProfile.Full;
            string[] ids = ["ketamine-self-check", "ketamine-quick-check", "ketamine-concern-check"];
            return CoverageCommand.Run([.. ids.Select(Newest)], profile, output);
        }

        UtilityCommand.Run(Newest("ketamine-self-check"), output);
        return 0;
    }

    private static Questionnaire Newest(string id)
    {
        var newest = Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Content", "questionnaires", id))
            .MaxBy(path => SemanticVersion.TryParse(Path.GetFileName(path), out var version) ? version : default)!;
        var definition = JsonSerializer.Deserialize(
            File.ReadAllBytes(Path.Combine(newest, "definition.json")), ContentJson.Default.Definition)!;
        return Questionnaire.From(definition);
    }
}
