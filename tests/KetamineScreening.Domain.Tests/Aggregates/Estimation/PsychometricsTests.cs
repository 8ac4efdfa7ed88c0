using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

public sealed class PsychometricsTests
{
    private static readonly NoisePolicy QuarterRho = NoisePolicy.Of(new Rational(1, 4));
    private static readonly Vocabulary SelfCheck = new(Published.SelfCheck, PrivacyProfile.Full);

    [Theory]
    [InlineData("ketamine-self-check", "current-use")]
    [InlineData("ketamine-quick-check", "current-use")]
    [InlineData("ketamine-concern-check", "concerned-other", "concerned-about-minor")]
    [Trait("kind", "property")]
    public void Without_noise_the_figures_equal_those_computed_from_the_answers(string id, params string[] audiences)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var compared = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Zip(Gen.Elements(0, 1, 2, 3, 10, 100)).ToArbitrary(), draw =>
        {
            var people = new SyntheticPeople(questionnaire, draw.Item1);
            List<ScreeningResult> rows = [.. Enumerable.Range(0, 2 * draw.Item2).Select(_ => people.Next())];
            var expected = new ReferenceStatistics(questionnaire, rows, audiences);
            foreach (var figure in Psychometrics.Of(Exact(vocabulary, rows)))
            {
                var value = expected.Value(figure.Measure, figure.Item);
                if (!double.IsFinite(value))
                {
                    Assert.Null(figure.Value);
                    continue;
                }

                Assert.NotNull(figure.Value);
                Assert.Equal(value, figure.Value.Value, 1e-7);
                Assert.Equal(0, figure.NoiseError);
                compared++;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
        Assert.True(compared > 1000);
    }

    [Fact]
    public void Identical_answers_give_no_deviation_and_no_alpha()
    {
        var people = new SyntheticPeople(Published.SelfCheck, 1);
        var row = people.Next();
        while (Exact(SelfCheck, [row])[Cell.Moments()] == 0) row = people.Next();
        var figures = Psychometrics.Of(Exact(SelfCheck, [row, row, row]));

        Assert.Equal(
            [("n", 3.0), ("mean", row.Score), ("sd", 0), ("floor", 0), ("ceiling", 0), ("sem", 0)],
            figures.Where(figure => figure.Value is not null).Select(figure => (figure.Measure, Math.Round(figure.Value!.Value, 9))));
    }

    [Theory]
    [InlineData(30, "n")]
    [InlineData(1500, "n mean sd alpha sem alpha-if-dropped")]
    [InlineData(3500, "n mean sd alpha sem item-rest alpha-if-dropped")]
    public void What_is_given_depends_on_the_noisy_number_of_complete_screenings_alone(int complete, string measures)
    {
        var random = new Random(8);
        var absurd = new long[SelfCheck.Cells.Length];
        for (var draw = 0; draw < 20; draw++)
        {
            // Sums and products that no people could give, of any sign.
            for (var cell = 0; cell < absurd.Length; cell++) absurd[cell] = random.NextInt64(-20 * complete, 20 * complete);
            absurd[SelfCheck.IndexOf(Cell.Moments())] = complete;

            // Floor and ceiling are shares of all people who were asked everything.
            var given = Psychometrics.Of(NoisyCounters.Of(SelfCheck, [.. absurd], QuarterRho))
                .Where(figure => figure.Value is not null && figure.Measure is not ("floor" or "ceiling"));
            Assert.Equal(measures.Split(' '), given.Select(figure => figure.Measure).Distinct());
        }
    }

    [Fact]
    public void An_impossible_figure_keeps_its_sign()
    {
        var counters = new long[SelfCheck.Cells.Length];
        counters[SelfCheck.IndexOf(Cell.Moments())] = 3500;
        foreach (var cell in SelfCheck.Cells.Where(cell => cell.Block == Block.MomentProducts)) counters[SelfCheck.IndexOf(cell)] = -3500;
        var figures = Psychometrics.Of(NoisyCounters.Of(SelfCheck, [.. counters], QuarterRho));

        Assert.True(figures.Single(figure => figure.Measure == "sd").Value < 0);
        Assert.All(figures.Where(figure => figure.Value is not null), figure =>
        {
            Assert.True(figure.Low < figure.Value && figure.Value < figure.High, figure.ToString());
            Assert.True(figure.NoiseError > 0, figure.ToString());
        });
    }

    [Fact]
    public void The_order_of_the_figures_is_fixed_and_the_small_profile_has_three()
    {
        var items = Published.SelfCheck.Items.Where(item => item.IsScored).Select(item => item.Id).ToList();
        var small = new Vocabulary(Published.SelfCheck, PrivacyProfile.Small);

        string[] ofTheScore = ["n", "mean", "sd", "floor", "ceiling", "alpha", "sem"];
        Assert.Equal(
            [
                .. ofTheScore.Select(measure => (measure, (string?)null)),
                .. items.Select(item => ("item-rest", item)),
                .. items.Select(item => ("alpha-if-dropped", item))],
            Figures(SelfCheck, QuarterRho));
        Assert.Equal(
            [("n", (string?)null), ("floor", null), ("ceiling", null)],
            Figures(small, QuarterRho with { Profile = PrivacyProfile.Small }));

        static IEnumerable<(string, string?)> Figures(Vocabulary vocabulary, NoisePolicy policy) =>
            Psychometrics.Of(NoisyCounters.Of(vocabulary, [.. new long[vocabulary.Cells.Length]], policy))
                .Select(figure => (figure.Measure, figure.Item));
    }

    private static NoisyCounters Exact(Vocabulary vocabulary, IEnumerable<ScreeningResult> rows)
    {
        var sums = new long[vocabulary.Cells.Length];
        foreach (var row in rows) vocabulary.Add(row, AboutPerson.NotGiven, sums);
        return SimulatedRelease.Exact(sums, vocabulary);
    }
}
