using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>Every counter that can ever exist for one major version of an instrument, known from the instrument alone.</summary>
/// <remarks>
/// A closed vocabulary keeps the store free of anything that a request brought along, and a counter that stays at zero
/// is as visible as any other.
/// </remarks>
public sealed class Vocabulary
{
    private readonly Dictionary<SemanticVersion, Map> maps;

    /// <summary>The vocabulary shared by all versions of one major version.</summary>
    /// <exception cref="ArgumentException">There is no version, or they are not of one major version of one instrument.</exception>
    public Vocabulary(IReadOnlyCollection<Questionnaire> versions)
    {
        if (versions.Select(version => (version.Id, version.Version.Major)).Distinct().Count() != 1)
        {
            throw new ArgumentException("A vocabulary belongs to one major version of one instrument.", nameof(versions));
        }

        Cells = [.. versions.SelectMany(CellsOf).Distinct().OrderBy(cell => cell.Key, StringComparer.Ordinal)];
        var places = new Dictionary<Cell, int>();
        foreach (var cell in Cells) places.Add(cell, places.Count);
        maps = versions.ToDictionary(version => version.Version, version => new Map(version, cell => places[cell]));
    }

    /// <summary>The counters in their fixed order.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>Adds the vector of one screening: the counters that it raises, each by one.</summary>
    /// <param name="result">A result of one of the versions of this vocabulary.</param>
    /// <param name="sums">A sum per cell, in the order of <see cref="Cells"/>.</param>
    public void Add(ScreeningResult result, Span<long> sums)
    {
        var questionnaire = result.Questionnaire;
        var map = maps[questionnaire.Version];
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

    /// <summary>Largest squared length, over all screenings there can be, of what one screening adds to a block.</summary>
    /// <remarks>
    /// Derived from the instrument: a screening raises one counter of every item, one of the scores, one of the bands and
    /// one of each flag, each by one. Moments grow with each item's magnitude, and the magnitudes of a complete screening
    /// can all be at their largest at once. Of several versions the largest counts.
    /// </remarks>
    public long SquaredSensitivity(Block block) => maps.Values.Max(map => block switch
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

    private static void AddMoments(ScreeningResult result, Map map, Span<long> sums)
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
        .Append(Cell.Option(item.Id, Cell.NotAnswered))
        .Append(Cell.Option(item.Id, Cell.NotAsked));

    private static IEnumerable<Cell> ScoreCells(Questionnaire questionnaire, Audience audience) => ScoreBin
        .Of(questionnaire, audience)
        .Select(bin => Cell.Score(audience.Code, bin));

    private static IEnumerable<Cell> BandCells(Questionnaire questionnaire, Audience audience) =>
        questionnaire.Bands.Select(band => Cell.Band(audience.Code, band.Code));

    private static IEnumerable<Cell> FlagCells(Flag flag) => [Cell.Flag(flag.Code, raised: false), Cell.Flag(flag.Code, raised: true)];

    private static Cell SumCell(MomentScale scale) => Cell.MomentSum(scale.Item.Id);

    private static IEnumerable<Cell> ProductCells(ImmutableArray<MomentScale> scales) =>
        scales.SelectMany((a, i) => scales.Skip(i).Select(b => Cell.MomentProduct(a.Item.Id, b.Item.Id)));

    /// <summary>Where the counters of one version are.</summary>
    private sealed class Map(Questionnaire questionnaire, Func<Cell, int> place)
    {
        public int[][] Options { get; } = [.. questionnaire.Items.Select(item => OptionCells(item).Select(place).ToArray())];

        public int[][] Scores { get; } = [.. questionnaire.Audiences.Select(audience => ScoreCells(questionnaire, audience).Select(place).ToArray())];

        public int[][] Bands { get; } = [.. questionnaire.Audiences.Select(audience => BandCells(questionnaire, audience).Select(place).ToArray())];

        public int[][] Flags { get; } = [.. questionnaire.Flags.Select(flag => FlagCells(flag).Select(place).ToArray())];

        public ImmutableArray<MomentScale> Scales { get; } = MomentScale.Of(questionnaire);

        public int MomentCount { get; } = place(Cell.Moments());

        public int[] MomentSums { get; } = [.. MomentScale.Of(questionnaire).Select(scale => place(SumCell(scale)))];

        public int[] MomentProducts { get; } = [.. ProductCells(MomentScale.Of(questionnaire)).Select(place)];
    }
}
