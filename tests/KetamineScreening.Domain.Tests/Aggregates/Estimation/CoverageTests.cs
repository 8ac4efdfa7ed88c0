using System.Globalization;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

public sealed class CoverageTests(ITestOutputHelper output)
{
    // A standard error that is a quarter too small covers 86 % and one that is a third too large covers 99 %.
    private const double Lowest = 89;
    private const double Highest = 98.5;
    private const int Enough = 150;

    [Theory]
    [InlineData("ketamine-quick-check", PrivacyProfile.Full, 1500, 200)]
    [InlineData("ketamine-self-check", PrivacyProfile.Full, 5000, 30)]
    [InlineData("ketamine-concern-check", PrivacyProfile.Small, 300, 160)]
    public void Stated_intervals_of_every_kind_contain_the_truth_in_about_95_percent(
        string id, PrivacyProfile profile, int people, int releases)
    {
        var coverage = new Coverage(Published.All[id], NoisePolicy.Of(new Rational(1, 4), profile), population: 100_000, seed: 4);
        coverage.Add(releases, people);

        var rows = coverage.Rows.ToList();
        foreach (var row in rows)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{row.Kind}: {row.Percent:0.0} % of {row.Given} of {row.Possible}"));
        }

        Assert.True(rows.Count > 10);
        Assert.All(rows.Where(row => row.Given >= Enough), row => Assert.InRange(row.Percent, Lowest, Highest));
    }
}
