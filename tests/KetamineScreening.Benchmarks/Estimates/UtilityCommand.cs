using System.Globalization;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Benchmarks.Estimates;

/// <summary>Prints how precise a release is: half-widths of 95 % intervals by number of people, as Markdown.</summary>
internal static class UtilityCommand
{
    private const int Releases = 40;

    private static readonly int[] Sizes = [30, 100, 200, 500, 1000, 5000];

    /// <summary>Simulates releases of each size under both profiles.</summary>
    public static void Run(Questionnaire questionnaire, TextWriter output)
    {
        var (item, option) = (questionnaire.Items[0].Id, questionnaire.Items[0].Options[^1].Code);
        output.WriteLine($"| profile | people | band `high`, all | `{item}` = `{option}` | mean | alpha |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var profile in Enum.GetValues<PrivacyProfile>())
        {
            foreach (var size in Sizes)
            {
                output.WriteLine($"| {profile} | {size} | {string.Join(" | ", Cells(questionnaire, profile, size))} |");
            }
        }
    }

    private static IEnumerable<string> Cells(Questionnaire questionnaire, PrivacyProfile profile, int size)
    {
        var vocabulary = new Vocabulary(questionnaire, profile);
        var policy = NoisePolicy.Of(new Rational(1, 4), profile);
        var (people, noise) = (new SyntheticPeople(questionnaire, size), new Random(size));
        var shares = PublishedShare.Of(vocabulary);
        var high = shares.Single(share =>
            share.Kind == "band, all audiences" && share.Part[0].Key.EndsWith("/high", StringComparison.Ordinal));
        var answer = Cell.Option(questionnaire.Items[0].Id, questionnaire.Items[0].Options[^1].Code);
        var option = shares.Single(share => share.Part.Count == 1 && share.Part[0] == answer);
        var releases = Enumerable.Range(0, Releases).Select(_ =>
        {
            var counters = SimulatedRelease.Of(people.Count(vocabulary, size), vocabulary, policy, noise);
            var counts = new ConsistentCounts(counters);
            var figures = Psychometrics.Of(counters).ToLookup(figure => figure.Measure);
            return new[]
            {
                HalfWidth(counts.Share(high.Part, high.Whole)),
                HalfWidth(counts.Share(option.Part, option.Whole)),
                HalfWidth(figures["mean"].SingleOrDefault()),
                HalfWidth(figures["alpha"].SingleOrDefault()),
            };
        }).ToList();
        string[] formats = ["+-0.0 %", "+-0.0 %", "+-0.0 points", "+-0.000"];
        return formats.Select((format, column) => Text(releases.Select(release => release[column]), format));
    }

    private static double? HalfWidth(ShareEstimate share) => (share.High - share.Low) / 2;

    private static double? HalfWidth(Figure? figure) => (figure?.High - figure?.Low) / 2;

    // Empty when most releases do not give the figure.
    private static string Text(IEnumerable<double?> values, string format)
    {
        var given = values.OfType<double>().Order().ToList();
        return 2 * given.Count < Releases ? "-" : given[given.Count / 2].ToString(format, CultureInfo.InvariantCulture);
    }
}
