using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>Distribution of the score among the people who were asked every scored item, from the score bins.</summary>
/// <remarks>
/// Score bins do not record whether items were left out, so incomplete screenings are included. The shape of the distribution is used
/// for sampling errors only. Its noise matters where few people were counted, and there the noise of the figure itself is far larger.
/// </remarks>
internal sealed class ScoreHistogram
{
    private const double LeastKurtosis = 1.5;
    private const double LargestKurtosis = 5;

    private readonly ConsistentCounts counts;
    private readonly List<List<(ScoreBin Bin, Cell Cell)>> audiences;

    public ScoreHistogram(NoisyCounters counters)
    {
        counts = new ConsistentCounts(counters);
        var questionnaire = counters.Vocabulary.Questionnaire;
        audiences = [.. questionnaire.Branches
            .Where(branch => questionnaire.Items.All(item => !item.IsScored || branch.Asked[item.Index]))
            .Select(branch => branch.Audience)
            .Distinct()
            .Select(audience => CellsOf(counters.Vocabulary, audience))];
        Describe();
    }

    /// <summary>Share of the score 0.</summary>
    public ShareEstimate Floor => ShareOf(bins => bins[0]);

    /// <summary>Share of the largest score.</summary>
    public ShareEstimate Ceiling => ShareOf(bins => bins[^1]);

    /// <summary>Kurtosis of the score, 3 for a normal distribution.</summary>
    public double Kurtosis { get; private set; } = 3;

    /// <summary>
    /// How much the error variance differs between people: its variance relative to its squared mean, from 0 to 1. A score s of at most
    /// M has an error variance proportional to s (M - s), as in the binomial error model of F. Lord 1955.
    /// </summary>
    public double ErrorSpread { get; private set; } = 1;

    private static List<(ScoreBin Bin, Cell Cell)> CellsOf(Vocabulary vocabulary, Audience audience) =>
        [.. ScoreBin.Of(vocabulary.Questionnaire, audience)
            .Select(bin => (bin, Cell.Score(audience.Code, bin)))
            .Where(entry => vocabulary.Contains(entry.Item2))];

    private ShareEstimate ShareOf(Func<List<(ScoreBin Bin, Cell Cell)>, (ScoreBin Bin, Cell Cell)> choose) =>
        counts.Share(audiences.Select(bins => choose(bins).Cell), audiences.SelectMany(bins => bins).Select(entry => entry.Cell));

    private void Describe()
    {
        var bins = audiences
            .SelectMany(cells => cells)
            .Select(entry => (Score: (entry.Bin.From + entry.Bin.To) / 2.0, People: counts.Of(entry.Cell).Value))
            .ToList();
        var people = bins.Sum(bin => bin.People);
        if (Floor.Value is null) return;
        double largest = audiences[0][^1].Bin.To;
        var mean = Mean(score => score);
        var square = Mean(score => (score - mean) * (score - mean));
        var fourth = Mean(score => (score - mean) * (score - mean) * (score - mean) * (score - mean));
        var error = Mean(score => score * (largest - score));
        var errorSquare = Mean(score => score * (largest - score) * score * (largest - score));
        if (square > 0) Kurtosis = Math.Clamp(fourth / (square * square), LeastKurtosis, LargestKurtosis);
        if (error > 0) ErrorSpread = Math.Clamp(errorSquare / (error * error) - 1, 0, 1);

        double Mean(Func<double, double> value) => bins.Sum(bin => bin.People * value(bin.Score)) / people;
    }
}
