using System.Globalization;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests.Aggregates;

public sealed class PsychometricsTests(ITestOutputHelper output)
{
    private const int Draws = 150;

    private static readonly NoisePolicy QuarterRho = NoisePolicy.Of(new Rational(1, 4));
    private static readonly Vocabulary SelfCheck = new([Published.SelfCheck]);
    private static readonly Lazy<IReadOnlyList<IReadOnlyDictionary<string, long>>> Noise = new(() => DrawNoise(Draws));

    [Theory]
    [InlineData("ketamine-self-check", "current-use")]
    [InlineData("ketamine-quick-check", "current-use")]
    [InlineData("ketamine-concern-check", "concerned-other", "concerned-about-minor")]
    [Trait("kind", "property")]
    public void Without_noise_the_figures_equal_those_computed_from_the_answers(string id, params string[] audiences)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary([questionnaire]);
        var sizes = Gen.Elements(0, 1, 2, 3, 10, 60);
        var compared = 0;
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Zip(sizes).ToArbitrary(), draw =>
        {
            var random = new Random(draw.Item1);
            var rows = Enumerable.Range(0, draw.Item2)
                .SelectMany(_ => new[] { Complete(questionnaire, random), Partial(questionnaire, random) })
                .ToList();
            var expected = new ReferenceStatistics(questionnaire, rows, audiences);
            foreach (var figure in Psychometrics.Of(questionnaire, Counters(vocabulary, rows), NoisePolicy.None, vocabulary))
            {
                var value = expected.Value(figure.Measure, figure.Item);
                if (!double.IsFinite(value))
                {
                    Assert.Equal((null, null), (figure.Value, figure.StandardError));
                    continue;
                }

                Assert.NotNull(figure.Value);
                Assert.Equal(value, figure.Value.Value, 1e-9);
                Assert.Equal(0, figure.StandardError);
                compared++;
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
        Assert.True(compared > 1000);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void The_reported_standard_error_matches_the_actual_error_and_no_figure_is_biased(int n)
    {
        var population = Population(n);
        var exact = Figures(population, NoisePolicy.None);
        var noisy = Noise.Value.Select(noise => Figures(Sum(population, noise), QuarterRho)).ToList();
        foreach (var measure in exact.Select(figure => figure.Measure).Distinct())
        {
            var draws = noisy.Select(figures => Errors(measure, figures, exact)).ToList();
            var all = draws.SelectMany(errors => errors).ToList();
            var possible = Draws * exact.Count(figure => figure.Measure == measure);
            var actual = RootMeanSquare(all.Select(error => error.Actual));
            var reported = RootMeanSquare(all.Select(error => error.Reported));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"n {n}, {measure}: actual error {actual:0.####}, reported {reported:0.####}, {all.Count} of {possible} figures"));

            // When some figures are left empty, the remaining ones are a biased selection.
            if (all.Count < possible) continue;
            Assert.InRange(reported / actual, 1 / 1.25, 1.25);
            var means = draws.Where(errors => errors.Count > 0).Select(errors => errors.Average(error => error.Actual)).ToList();
            var mean = means.Average();
            var deviation = Math.Sqrt(means.Sum(value => (value - mean) * (value - mean)) / (means.Count - 1));
            Assert.True(Math.Abs(mean) <= 3 * deviation / Math.Sqrt(means.Count), $"{measure} has a bias of {mean}.");
        }
    }

    [Theory]
    [InlineData(20, false, 0, 0)]
    [InlineData(40, false, 0, 0)]
    [InlineData(300, true, 0, 0)]
    [InlineData(1000, true, 10, 30)]
    [InlineData(3000, true, 30, 31)]
    public void A_figure_with_too_large_an_error_or_an_impossible_value_is_left_empty(
        int n, bool hasAlphas, int fewestCorrelations, int mostCorrelations)
    {
        var population = Population(n);
        var figures = Noise.Value.SelectMany(noise => Figures(Sum(population, noise), QuarterRho)).ToList();

        Assert.All(figures, figure => Assert.Equal(figure.Value is null, figure.StandardError is null));
        Assert.Equal(Draws, CountOf("n", double.PositiveInfinity, n - 100, n + 100));
        foreach (var measure in new[] { "mean", "sd", "sem" }) CountOf(measure, 11.5, 0, 115);
        foreach (var measure in new[] { "floor", "ceiling" }) CountOf(measure, 0.10, 0, 1);
        Assert.Equal(hasAlphas ? Draws : 0, CountOf("alpha", 0.03, -1, 1));
        Assert.Equal(hasAlphas ? Draws * 31 : 0, CountOf("alpha-if-dropped", 0.03, -1, 1));
        Assert.InRange(CountOf("item-rest", 0.10, -1, 1), Draws * fewestCorrelations, Draws * mostCorrelations);

        int CountOf(string measure, double largestError, double from, double to)
        {
            var reported = figures.Where(figure => figure.Measure == measure && figure.Value is not null).ToList();
            Assert.All(reported, figure => Assert.InRange(figure.Value!.Value, from, to));
            Assert.All(reported, figure => Assert.InRange(figure.StandardError!.Value, 0, largestError));
            return reported.Count;
        }
    }

    [Fact]
    public void Identical_answers_give_no_deviation_and_no_alpha()
    {
        var row = Complete(Published.SelfCheck, new Random(1));
        var figures = Figures(Counters(SelfCheck, [row, row, row]), NoisePolicy.None);

        Assert.Equal(["n", "mean", "floor", "ceiling"], figures.Where(figure => figure.Value is not null).Select(figure => figure.Measure));
        Assert.Equal(row.Score, figures.Single(figure => figure.Measure == "mean").Value!.Value, 1e-9);
    }

    [Fact]
    public void A_negative_share_is_left_empty_and_not_clipped()
    {
        var counters = Population(300);
        counters["score/current-use/0-0"] = -4;

        Assert.Null(Figures(counters, QuarterRho).Single(figure => figure.Measure == "floor").Value);
        Assert.NotNull(Figures(counters, QuarterRho).Single(figure => figure.Measure == "ceiling").Value);
    }

    [Fact]
    public void The_order_of_the_figures_is_fixed()
    {
        var items = Published.SelfCheck.Items.Where(item => item.IsScored).Select(item => item.Id).ToList();

        Assert.Equal(31, items.Count);
        string[] ofTheScore = ["n", "mean", "sd", "floor", "ceiling", "alpha", "sem"];
        Assert.Equal(
            [
                .. ofTheScore.Select(measure => (measure, (string?)null)),
                .. items.Select(item => ("item-rest", item)),
                .. items.Select(item => ("alpha-if-dropped", item))],
            Figures(Population(0), QuarterRho).Select(figure => (figure.Measure, figure.Item)));
    }

    private static IReadOnlyList<Figure> Figures(IReadOnlyDictionary<string, long> counters, NoisePolicy policy) =>
        Psychometrics.Of(Published.SelfCheck, counters, policy, SelfCheck);

    private static List<(double Actual, double Reported)> Errors(
        string measure, IReadOnlyList<Figure> noisy, IReadOnlyList<Figure> exact) =>
        [.. noisy
            .Zip(exact)
            .Where(pair => pair.First.Measure == measure && pair.First.Value is not null)
            .Select(pair => (pair.First.Value!.Value - pair.Second.Value!.Value, pair.First.StandardError!.Value))];

    private static double RootMeanSquare(IEnumerable<double> values) =>
        Math.Sqrt(values.Select(value => value * value).DefaultIfEmpty(double.NaN).Average());

    private static Dictionary<string, long> Sum(Dictionary<string, long> counters, IReadOnlyDictionary<string, long> noise) =>
        counters.ToDictionary(counter => counter.Key, counter => counter.Value + noise.GetValueOrDefault(counter.Key));

    private static List<IReadOnlyDictionary<string, long>> DrawNoise(int draws)
    {
        var gaussian = new DiscreteGaussian(new Random(2020).NextBytes);
        var cells = SelfCheck.Cells
            .Where(cell => cell.Block is Block.Score or Block.MomentCount or Block.MomentSums or Block.MomentProducts)
            .Select(cell => (cell.Key, Variance: QuarterRho.Variance(cell.Block, SelfCheck.SquaredSensitivity(cell.Block))))
            .ToList();
        return [.. Enumerable.Range(0, draws).Select(_ => cells.ToDictionary(cell => cell.Key, cell => Draw(cell.Variance)))];

        // A released counter has noise from its creation and from its freezing.
        long Draw(Rational variance) => (long)(gaussian.Sample(variance) + gaussian.Sample(variance));
    }

    private static Dictionary<string, long> Population(int n)
    {
        var random = new Random(1904);
        return Counters(SelfCheck, [.. Enumerable.Range(0, n).Select(_ => Complete(Published.SelfCheck, random))]);
    }

    // A person who is asked every scored item and answers all of them; one common factor correlates the answers.
    private static ScreeningResult Complete(Questionnaire questionnaire, Random random)
    {
        var factor = Normal(random);
        var branch = questionnaire.Branches
            .First(candidate => questionnaire.Items.All(item => !item.IsScored || candidate.Asked[item.Index]));
        return questionnaire.Score(Interview.Of(questionnaire, item =>
        {
            if (branch.BranchingAnswers[item.Index] is { } option) return option;
            var known = item.Options.Length - (item.DontKnow < 0 ? 0 : 1);
            var level = 0.7 * factor + Math.Sqrt(1 - 0.49) * Normal(random);
            return Math.Clamp((int)Math.Ceiling((level + 0.3) * known / 3), 0, known - 1);
        }));
    }

    private static ScreeningResult Partial(Questionnaire questionnaire, Random random)
    {
        var leaveOut = random.NextDouble();
        return questionnaire.Score(Interview.Of(questionnaire, item =>
            random.NextDouble() < leaveOut ? -1 : random.Next(item.Options.Length)));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static Dictionary<string, long> Counters(Vocabulary vocabulary, IReadOnlyList<ScreeningResult> rows)
    {
        var sums = new long[vocabulary.Cells.Length];
        foreach (var row in rows) vocabulary.Add(row, sums);
        return vocabulary.Cells.Select((cell, index) => (cell.Key, sums[index])).ToDictionary();
    }

    /// <summary>The same statistics by their textbook formulas, computed from the individual answers.</summary>
    private sealed class ReferenceStatistics
    {
        private readonly List<string> items;
        private readonly List<int[]> rows;
        private readonly List<ScreeningResult> audience;
        private readonly double[][] covariances;

        public ReferenceStatistics(Questionnaire questionnaire, List<ScreeningResult> all, string[] audiences)
        {
            var scored = questionnaire.Items.Where(item => item.IsScored).ToList();
            items = [.. scored.Select(item => item.Id)];
            rows = [.. all
                .Where(row => scored.TrueForAll(item => HasAnswer(row, item)))
                .Select(row => scored.Select(item => item.Options[row.Sheet.Chosen[item.Index]].Weight!.Value).ToArray())];
            this.audience = [.. all.Where(row => audiences.Contains(row.Audience.Code))];
            var columns = items.Select((_, item) => rows.Select(row => (double)row[item]).ToArray()).ToList();
            covariances = [.. columns.Select(a => columns.Select(b => Covariance(a, b)).ToArray())];
        }

        private static bool HasAnswer(ScreeningResult row, Item item) =>
            row.Sheet.Chosen[item.Index] is >= 0 and var option && item.Options[option].Code != "dont-know";

        public double Value(string measure, string? id)
        {
            var item = id is null ? -1 : items.IndexOf(id);
            double[] scores = [.. rows.Select(row => row.Sum())];
            return (measure, rows.Count) switch
            {
                ("n", _) => rows.Count,
                ("floor", _) => audience.Count(row => row.Score == 0) / (double)audience.Count,
                ("ceiling", _) => audience.Count(row => row.Score == row.MaxScore) / (double)audience.Count,
                (_, < 2) => double.NaN,
                ("mean", _) => scores.Average(),
                ("sd", _) => Covariance(scores, scores) is > 0 and var variance ? Math.Sqrt(variance) : double.NaN,
                ("alpha", _) => Alpha(-1),
                ("sem", _) => Math.Sqrt(Covariance(scores, scores)) * Math.Sqrt(1 - Alpha(-1)),
                ("item-rest", _) => Correlation(
                    [.. rows.Select(row => (double)row[item])],
                    [.. rows.Select(row => row.Sum() - (double)row[item])]),
                ("alpha-if-dropped", _) => Alpha(item),
                _ => throw new ArgumentException("Unexpected measure: " + measure, nameof(measure)),
            };
        }

        private double Alpha(int dropped)
        {
            var kept = Enumerable.Range(0, items.Count).Where(item => item != dropped).ToList();
            var variances = kept.Sum(item => covariances[item][item]);
            var all = kept.Sum(a => kept.Sum(b => covariances[a][b]));
            var k = (double)kept.Count;
            return Math.Abs(all) < 1e-9 ? double.NaN : k / (k - 1) * (1 - variances / all);
        }

        private static double Correlation(double[] a, double[] b) => Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));

        private static double Covariance(double[] a, double[] b)
        {
            if (a.Length < 2) return double.NaN;
            var (meanA, meanB) = (a.Average(), b.Average());
            var sum = 0.0;
            for (var row = 0; row < a.Length; row++) sum += (a[row] - meanA) * (b[row] - meanB);
            return sum / (a.Length - 1);
        }
    }
}
