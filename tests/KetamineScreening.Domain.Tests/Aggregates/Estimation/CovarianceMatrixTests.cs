using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Scoring;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

public sealed class CovarianceMatrixTests
{
    private static readonly NoisePolicy QuarterRho = NoisePolicy.Of(new Rational(1, 4));

    public static TheoryData<string> Ids => Published.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void Without_noise_the_matrix_equals_the_covariances_of_the_answers(string id)
    {
        var questionnaire = Published.All[id];
        var vocabulary = new Vocabulary(questionnaire, PrivacyProfile.Full);
        var people = new SyntheticPeople(questionnaire, 3);
        List<ScreeningResult> rows = [.. Enumerable.Range(0, 3000).Select(_ => people.Next())];
        var sums = new long[vocabulary.Cells.Length];
        foreach (var row in rows) vocabulary.Add(row, AboutPerson.NotGiven, sums);
        var reference = new ReferenceStatistics(questionnaire, rows, []);
        var matrix = CovarianceMatrix.Of(SimulatedRelease.Exact(sums, vocabulary))!;

        Assert.Equal(questionnaire.Items.Where(item => item.IsScored), matrix.Items);
        for (var a = 0; a < matrix.Items.Length; a++)
        {
            for (var b = 0; b < matrix.Items.Length; b++) Assert.Equal(reference.Covariance(a, b), matrix.Values[a, b], 1e-9);
        }
    }

    [Theory]
    [InlineData("ketamine-self-check", 3000)]
    [InlineData("ketamine-quick-check", 1000)]
    [InlineData("ketamine-concern-check", 1000)]
    public void With_noise_the_matrix_is_positive_definite_and_has_the_alpha_of_the_figures(string id, int people)
    {
        var vocabulary = new Vocabulary(Published.All[id], PrivacyProfile.Full);
        var (population, random) = (new SyntheticPeople(Published.All[id], 5), new Random(6));
        for (var release = 0; release < 20; release++)
        {
            var counters = SimulatedRelease.Of(population.Count(vocabulary, people), vocabulary, QuarterRho, random);
            var matrix = CovarianceMatrix.Of(counters)!;

            Assert.True(HasCholeskyFactor(matrix.Values));
            Assert.Equal(counters[Cell.Moments()], matrix.Count);
            var alpha = Psychometrics.Of(counters).Single(figure => figure.Measure == "alpha").Value;
            if (alpha is not null) Assert.Equal(alpha.Value, Alpha(matrix.Values), 1e-2);
        }
    }

    [Theory]
    [InlineData(PrivacyProfile.Full, 100, false)]
    [InlineData(PrivacyProfile.Full, 3000, true)]
    [InlineData(PrivacyProfile.Small, 3000, false)]
    public void There_is_a_matrix_when_the_noisy_n_is_large_enough_and_products_are_counted(
        PrivacyProfile profile, int complete, bool isGiven)
    {
        var vocabulary = new Vocabulary(Published.SelfCheck, profile);
        var random = new Random(7);
        long[] values = [.. vocabulary.Cells.Select(_ => random.NextInt64(-complete, complete))];
        values[vocabulary.IndexOf(Cell.Moments())] = complete;

        var matrix = CovarianceMatrix.Of(NoisyCounters.Of(vocabulary, [.. values], QuarterRho with { Profile = profile }));
        Assert.Equal(isGiven, matrix is not null);
        if (matrix is not null) Assert.True(HasCholeskyFactor(matrix.Values));
    }

    private static double Alpha(double[,] values)
    {
        var size = values.GetLength(0);
        double diagonal = 0, all = 0;
        for (var i = 0; i < size; i++)
        {
            diagonal += values[i, i];
            for (var j = 0; j < size; j++) all += values[i, j];
        }

        return size * (1 - diagonal / all) / (size - 1);
    }

    private static bool HasCholeskyFactor(double[,] values)
    {
        var size = values.GetLength(0);
        var rest = (double[,])values.Clone();
        for (var k = 0; k < size; k++)
        {
            if (rest[k, k] <= 0) return false;
            for (var i = k + 1; i < size; i++)
            {
                for (var j = k + 1; j < size; j++) rest[i, j] -= rest[i, k] * rest[k, j] / rest[k, k];
            }
        }

        return true;
    }
}
