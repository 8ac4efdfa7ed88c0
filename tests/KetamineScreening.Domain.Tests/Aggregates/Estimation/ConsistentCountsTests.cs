using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation;

[Trait("kind", "property")]
public sealed class ConsistentCountsTests
{
    public static TheoryData<string, PrivacyProfile> Questionnaires =>
        [.. Published.All.Keys.SelectMany(id => Enum.GetValues<PrivacyProfile>().Select(profile => (id, profile)))];

    [Theory, MemberData(nameof(Questionnaires))]
    public void Counters_without_noise_stay_as_they_are(string id, PrivacyProfile profile)
    {
        var vocabulary = new Vocabulary(Published.All[id], profile);
        ForAll(20, random =>
        {
            var people = random.Next(200);
            var sums = new long[vocabulary.Cells.Length];
            for (var person = 0; person < people; person++)
            {
                vocabulary.Add(Searching.Next(Published.All[id], random), Searching.About(random), sums);
            }

            var counts = new ConsistentCounts(SimulatedRelease.Exact(sums, vocabulary));
            return counts.Total == new CountEstimate(people, 0)
                && vocabulary.Cells.Zip(sums).All(cell => counts.Of(cell.First) == new CountEstimate(cell.Second, 0));
        });
    }

    [Theory, MemberData(nameof(Questionnaires))]
    public void All_known_sums_hold_exactly_for_any_counters(string id, PrivacyProfile profile)
    {
        var vocabulary = new Vocabulary(Published.All[id], profile);
        ForAll(20, random =>
        {
            var exact = new ConsistentCounts(Any(vocabulary, random)).Exact;
            Rational Sum(Func<Cell, bool> isIncluded) => exact.Value(LinearCount.Of(vocabulary, vocabulary.Cells.Where(isIncluded)));
            bool Starts(Cell cell, string prefix) => cell.Key.StartsWith(prefix, StringComparison.Ordinal);
            var (questionnaire, total) = (vocabulary.Questionnaire, exact.Value(LinearCount.Total));
            return questionnaire.Items.All(item => Sum(cell => Starts(cell, $"options/{item.Id}/")) == total)
                && Sum(cell => cell.Block == Block.Score) == total
                && questionnaire.Audiences.All(audience =>
                    Sum(cell => Starts(cell, $"score/{audience.Code}/")) == Sum(cell => Starts(cell, $"bands/{audience.Code}/")))
                && (!Vocabulary.HasGroups(questionnaire)
                    || questionnaire.Bands.All(band => SumOf(Block.Groups, band) == SumOf(Block.Bands, band)));

            Rational SumOf(Block block, Band band) =>
                Sum(cell => cell.Block == block && cell.Key.EndsWith("/" + band.Code, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("options/setting/not-asked", "options/last-used/never options/last-used/over-12-months-ago")]
    [InlineData("options/bladder/not-asked", "options/last-used/never")]
    [InlineData("options/frequency/not-asked", "options/setting/not-asked options/setting/supervised-only")]
    [InlineData("bands/never-used/not-rated", "options/last-used/never")]
    [InlineData("score/past-use/0-0", "options/last-used/over-12-months-ago")]
    public void Answers_that_decide_what_is_asked_agree_with_the_counters_of_the_items_and_audiences(string left, string right)
    {
        var vocabulary = new Vocabulary(Published.All["ketamine-quick-check"], PrivacyProfile.Full);
        LinearCount Cells(string keys) =>
            LinearCount.Of(vocabulary, keys.Split(' ').Select(key => vocabulary.Cells.Single(cell => cell.Key == key)));
        ForAll(20, random =>
        {
            var exact = new ConsistentCounts(Any(vocabulary, random)).Exact;
            return exact.Value(Cells(left)) == exact.Value(Cells(right));
        });
    }

    [Theory]
    [InlineData("ketamine-quick-check", PrivacyProfile.Full)]
    [InlineData("ketamine-concern-check", PrivacyProfile.Small)]
    public void The_stated_covariance_is_that_of_the_linear_estimate_and_no_variance_exceeds_the_raw_one(string id, PrivacyProfile profile)
    {
        var vocabulary = new Vocabulary(Published.All[id], profile);
        var random = new Random(5);
        List<LinearCount> counts =
        [
            LinearCount.Total,
            .. Enumerable.Range(0, 6).Select(_ => LinearCount.Of(vocabulary, vocabulary.Cells.Where(_ => random.Next(40) == 0))),
            .. Enumerable.Range(0, 6).Select(_ => LinearCount.Of(vocabulary, vocabulary.Cells
                .Where(cell => cell.Key.EndsWith("/high", StringComparison.Ordinal) && random.Next(2) == 0))),
        ];
        var noisy = Any(vocabulary, random);
        var exact = new ConsistentCounts(noisy).Exact;

        // The estimate is linear, so its value for a counter of 1 among zeros is the coefficient of that counter.
        var coefficients = vocabulary.Cells.Select((_, cell) =>
        {
            var unit = new long[vocabulary.Cells.Length];
            unit[cell] = 1;
            var estimate = new ConsistentCounts(noisy with { Values = [.. unit] }).Exact;
            return counts.Select(estimate.Value).ToArray();
        }).ToList();
        for (var a = 0; a < counts.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var expected = coefficients.Zip(vocabulary.Cells, (of, cell) => of[a] * of[b] * noisy.Variances[cell.Block])
                    .Aggregate((Rational)0, (sum, term) => sum + term);
                Assert.Equal(expected, exact.Covariance(counts[a], counts[b]));
            }

            var raw = counts[a].Cells
                .Select(cell => cell.Value * cell.Value * noisy.Variances[vocabulary.Cells[cell.Key].Block])
                .Aggregate((Rational)0, (sum, term) => sum + term);
            if (a > 0) Assert.True(exact.Covariance(counts[a], counts[a]) <= raw);
        }
    }

    [Fact]
    public void Estimates_are_linear()
    {
        var vocabulary = new Vocabulary(Published.SelfCheck, PrivacyProfile.Full);
        ForAll(5, random =>
        {
            var (left, right) = (Any(vocabulary, random), Any(vocabulary, random));
            var sum = left with { Values = [.. left.Values.Zip(right.Values, (a, b) => a + b)] };
            var estimates = new[] { left, right, sum }.Select(counters => new ConsistentCounts(counters).Exact).ToList();
            return vocabulary.Cells.All(cell =>
            {
                var values = estimates.Select(estimate => estimate.Value(LinearCount.Of(vocabulary, [cell]))).ToList();
                return values[0] + values[1] == values[2];
            });
        });
    }

    [Fact]
    public void A_count_of_flags_is_the_noisy_one_and_the_number_of_people_has_a_quarter_of_the_noise_of_an_option()
    {
        var vocabulary = new Vocabulary(Published.SelfCheck, PrivacyProfile.Full);
        var counters = Any(vocabulary, new Random(3));
        var counts = new ConsistentCounts(counters);

        Assert.All(vocabulary.Cells.Where(cell => cell.Block == Block.Flags), flag =>
            Assert.Equal(new CountEstimate(counters[flag], counters.Deviation(Block.Flags)), counts.Of(flag)));
        Assert.InRange(counts.Total.Deviation, 6, 7);
    }

    // Counters that no people could give.
    private static NoisyCounters Any(Vocabulary vocabulary, Random random) => NoisyCounters.Of(
        vocabulary,
        [.. vocabulary.Cells.Select(_ => random.NextInt64(-1000, 1000))],
        NoisePolicy.Of(new Rational(1, 4), Profile(vocabulary)));

    private static PrivacyProfile Profile(Vocabulary vocabulary) =>
        vocabulary.Blocks.Contains(Block.MomentSums) ? PrivacyProfile.Full : PrivacyProfile.Small;

    private static void ForAll(int tests, Func<Random, bool> property) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(tests));
}
