using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Estimation;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

/// <summary>How often 95 % intervals contain the truth.</summary>
/// <param name="Kind">Kind of figure.</param>
/// <param name="Given">Number of figures given.</param>
/// <param name="Possible">Number of figures that could be given.</param>
/// <param name="Covered">Number of given figures whose interval contains the truth.</param>
public sealed record CoverageRow(string Kind, int Given, int Possible, int Covered)
{
    /// <summary>Covered figures in percent of those given.</summary>
    public double Percent => 100.0 * Covered / Given;
}

/// <summary>Simulates releases of samples from one population and counts how often each kind of interval contains the truth.</summary>
/// <remarks>The truth of a share or statistic is that of the population; the truth of a count is that of the sample.
/// A whole that has one part is left out: its share is 1 by definition.</remarks>
public sealed class Coverage
{
    private readonly Vocabulary vocabulary;
    private readonly NoisePolicy policy;
    private readonly IReadOnlyList<PublishedShare> shares;
    private readonly SyntheticPeople people;
    private readonly Random noise;
    private readonly List<double> trueShares;
    private readonly IReadOnlyList<Figure> trueFigures;
    private readonly Dictionary<string, (int Given, int Possible, int Covered)> tally = [];

    /// <summary>Prepares the population.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="policy">Policy of the releases.</param>
    /// <param name="population">Number of people that stand for the population.</param>
    /// <param name="seed">Seed.</param>
    public Coverage(Questionnaire questionnaire, NoisePolicy policy, int population, int seed)
    {
        this.policy = policy;
        vocabulary = new Vocabulary(questionnaire, policy.Profile);
        shares = [.. PublishedShare.Of(vocabulary).Where(share => !share.Part.SequenceEqual(share.Whole))];
        people = new SyntheticPeople(questionnaire, seed);
        noise = new Random(seed + 1);
        var exact = SimulatedRelease.Exact(people.Count(vocabulary, population), vocabulary);
        var counts = new ConsistentCounts(exact);
        trueShares = [.. shares.Select(share => counts.Share(share.Part, share.Whole).Value ?? double.NaN)];
        trueFigures = Psychometrics.Of(exact);
    }

    /// <summary>Adds releases of a number of people each.</summary>
    public void Add(int releases, int count)
    {
        for (var release = 0; release < releases; release++) AddRelease(people.Count(vocabulary, count), count);
    }

    /// <summary>The result by kind.</summary>
    public IEnumerable<CoverageRow> Rows => tally.Select(entry => new CoverageRow(
        entry.Key, entry.Value.Given, entry.Value.Possible, entry.Value.Covered));

    private void AddRelease(long[] sample, int count)
    {
        var counters = SimulatedRelease.Of(sample, vocabulary, policy, noise);
        var counts = new ConsistentCounts(counters);
        Record("count: n", counts.Total.Low, counts.Total.High, count);
        foreach (var (share, truth) in shares.Zip(trueShares))
        {
            var estimate = counts.Share(share.Part, share.Whole);
            Record("share: " + share.Kind, estimate.Low, estimate.High, truth);
            var part = counts.Of(share.Part);
            Record("count: " + share.Kind, part.Low, part.High, share.Part.Sum(cell => sample[vocabulary.IndexOf(cell)]));
        }

        foreach (var (figure, truth) in Psychometrics.Of(counters).Zip(trueFigures))
        {
            var isCount = figure.Measure == "n";
            Record(
                "figure: " + figure.Measure, figure.Low, figure.High, isCount ? sample[vocabulary.IndexOf(Cell.Moments())] : truth.Value!.Value);
        }
    }

    private void Record(string kind, double? low, double? high, double truth)
    {
        var (given, possible, covered) = tally.GetValueOrDefault(kind);
        tally[kind] = (given + (low is null ? 0 : 1), possible + 1, covered + (low <= truth && truth <= high ? 1 : 0));
    }
}
