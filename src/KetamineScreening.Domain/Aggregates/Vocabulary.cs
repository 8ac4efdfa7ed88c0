using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The complete, ordered list of counters of one major version of a questionnaire, derived from its definitions.</summary>
/// <remarks>
/// Because the list is closed, no text of a request can become a counter, and counters that stay at zero exist like all
/// others.
/// </remarks>
public sealed class Vocabulary
{
    private readonly Dictionary<SemanticVersion, CellIndexes> cellIndexes;

    /// <summary>The vocabulary of all published versions with one major version number.</summary>
    /// <exception cref="ArgumentException">The list is empty or mixes questionnaires or major versions.</exception>
    public Vocabulary(IReadOnlyCollection<Questionnaire> versions)
    {
        if (versions.Select(version => (version.Id, version.Version.Major)).Distinct().Count() != 1)
        {
            throw new ArgumentException("A vocabulary belongs to one major version of one questionnaire.", nameof(versions));
        }

        Cells = [.. versions.SelectMany(CellsOf).Distinct().OrderBy(cell => cell.Key, StringComparer.Ordinal)];
        var indexes = new Dictionary<Cell, int>();
        foreach (var cell in Cells) indexes.Add(cell, indexes.Count);
        cellIndexes = versions.ToDictionary(version => version.Version, version => new CellIndexes(version, cell => indexes[cell]));
    }

    /// <summary>The counters, in ordinal order of their keys.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>Adds the contribution of one screening to every sum.</summary>
    /// <param name="result">A result of a version in this vocabulary.</param>
    /// <param name="sums">One sum per cell, in the order of <see cref="Cells"/>.</param>
    public void Add(ScreeningResult result, Span<long> sums)
    {
        var questionnaire = result.Questionnaire;
        var map = cellIndexes[questionnaire.Version];
        foreach (var item in questionnaire.Items)
        {
            var option = result.Sheet.Chosen[item.Index];
            var column = option >= 0 ? option : result.Sheet.Branch.Asked[item.Index] ? item.Options.Length : item.Options.Length + 1;
            sums[map.Options[item.Index][column]]++;
        }

        sums[map.Scores[result.Audience.Index][ScoreBin.IndexOf(result.Score, result.MaxScore)]]++;
        sums[map.Bands[result.Audience.Index][result.Band.Index]]++;
        foreach (var flag in questionnaire.Flags) sums[map.Flags[flag.Index][result.IsRaised(flag) ? 1 : 0]]++;
        AddMoments(result, map, sums);
    }

    /// <summary>Squared L2 sensitivity of a block: the largest squared norm that the contribution of one screening can have.</summary>
    /// <remarks>
    /// A screening increments by one: one counter of every item, one score bin, one band and one counter of every flag. Its
    /// contribution to the moments is largest when every scored item has its largest magnitude, which is a possible screening.
    /// With several versions, the largest sensitivity applies.
    /// </remarks>
    public long SquaredSensitivity(Block block) => cellIndexes.Values.Max(map => block switch
    {
        Block.Options => map.Options.Length,
        Block.Score => 1,
        Block.Bands => 1 + map.Flags.Length,
        Block.MomentCount => 1,
        Block.MomentSums => map.Scales.Sum(scale => Square(scale.Largest)),
        Block.MomentProducts => map.Scales.Select((a, i) => map.Scales.Skip(i).Sum(b => Square(a.Largest) * Square(b.Largest))).Sum(),
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    });

    private static long Square(long value) => value * value;

    private static void AddMoments(ScreeningResult result, CellIndexes map, Span<long> sums)
    {
        Span<int> values = stackalloc int[map.Scales.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var scale = map.Scales[i];
            var option = result.Sheet.Chosen[scale.Item.Index];
            if (option < 0 || option == scale.Item.DontKnow) return;
            values[i] = scale.Values[option];
        }

        sums[map.MomentCount]++;
        var product = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sums[map.MomentSums[i]] += values[i];
            for (var j = i; j < values.Length; j++) sums[map.MomentProducts[product++]] += values[i] * values[j];
        }
    }

    private static IEnumerable<Cell> CellsOf(Questionnaire questionnaire) => [
        .. questionnaire.Items.SelectMany(OptionCells),
        .. questionnaire.Audiences.SelectMany(audience => ScoreCells(questionnaire, audience)),
        .. questionnaire.Audiences.SelectMany(audience => BandCells(questionnaire, audience)),
        .. questionnaire.Flags.SelectMany(FlagCells),
        Cell.Moments(),
        .. MomentScale.Of(questionnaire).Select(SumCell),
        .. ProductCells(MomentScale.Of(questionnaire))];

    private static IEnumerable<Cell> OptionCells(Item item) => item.Options
        .Select(option => Cell.Option(item.Id, option.Code))
        .Append(Cell.Option(item.Id, OptionDefinition.NotAnswered))
        .Append(Cell.Option(item.Id, OptionDefinition.NotAsked));

    private static IEnumerable<Cell> ScoreCells(Questionnaire questionnaire, Audience audience) => ScoreBin
        .Of(questionnaire, audience)
        .Select(bin => Cell.Score(audience.Code, bin));

    private static IEnumerable<Cell> BandCells(Questionnaire questionnaire, Audience audience) =>
        questionnaire.Bands.Select(band => Cell.Band(audience.Code, band.Code));

    private static IEnumerable<Cell> FlagCells(Flag flag) => [Cell.Flag(flag.Code, raised: false), Cell.Flag(flag.Code, raised: true)];

    private static Cell SumCell(MomentScale scale) => Cell.MomentSum(scale.Item.Id);

    private static IEnumerable<Cell> ProductCells(ImmutableArray<MomentScale> scales) =>
        scales.SelectMany((a, i) => scales.Skip(i).Select(b => Cell.MomentProduct(a.Item.Id, b.Item.Id)));

    /// <summary>Indexes into <see cref="Cells"/> for the items, audiences, flags and moments of one version.</summary>
    private sealed class CellIndexes(Questionnaire questionnaire, Func<Cell, int> indexOf)
    {
        public int[][] Options { get; } = [.. questionnaire.Items.Select(item => OptionCells(item).Select(indexOf).ToArray())];

        public int[][] Scores { get; } =
            [.. questionnaire.Audiences.Select(audience => ScoreCells(questionnaire, audience).Select(indexOf).ToArray())];

        public int[][] Bands { get; } =
            [.. questionnaire.Audiences.Select(audience => BandCells(questionnaire, audience).Select(indexOf).ToArray())];

        public int[][] Flags { get; } = [.. questionnaire.Flags.Select(flag => FlagCells(flag).Select(indexOf).ToArray())];

        public ImmutableArray<MomentScale> Scales { get; } = MomentScale.Of(questionnaire);

        public int MomentCount { get; } = indexOf(Cell.Moments());

        public int[] MomentSums { get; } = [.. MomentScale.Of(questionnaire).Select(scale => indexOf(SumCell(scale)))];

        public int[] MomentProducts { get; } = [.. ProductCells(MomentScale.Of(questionnaire)).Select(indexOf)];
    }
}
