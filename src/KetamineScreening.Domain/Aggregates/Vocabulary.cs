using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The complete, ordered list of counters of one major version of a questionnaire.</summary>
/// <remarks>
/// Because the list is closed, no text of a request can become a counter, and counters that stay at zero exist like all
/// others. A counter that no set of answers can reach is not in the list.
/// </remarks>
public sealed class Vocabulary
{
    private readonly Questionnaire questionnaire;
    private readonly Lazy<Dictionary<Block, long>> sensitivities;
    private readonly Dictionary<Cell, int> indexes;
    private readonly int[][] options;
    private readonly int[][] scores;
    private readonly int[][] bands;
    private readonly int[][][] groups = [];
    private readonly int[] flags;
    private readonly ImmutableArray<MomentScale> scales = [];
    private readonly int momentCount;
    private readonly int[] momentSums = [];
    private readonly int[] momentProducts = [];

    /// <summary>The counters of a questionnaire.</summary>
    /// <param name="questionnaire">A version; all versions of its major version have the same counters.</param>
    /// <param name="profile">Which blocks are counted.</param>
    public Vocabulary(Questionnaire questionnaire, PrivacyProfile profile)
    {
        this.questionnaire = questionnaire;
        var cells = ImmutableArray.CreateBuilder<Cell>();
        options = [.. questionnaire.Items.Select(item => Options(item, Add))];
        scores = [.. questionnaire.Audiences.Select(audience => Scores(audience, Add))];
        bands = [.. questionnaire.Audiences.Select(audience => Bands(audience, band => Add(Cell.Band(audience.Code, band.Code))))];
        if (HasGroups(questionnaire)) groups = Groups(Add);
        flags = [.. questionnaire.Flags.Select(flag => Add(Cell.Flag(flag.Code)))];
        momentCount = Add(Cell.Moments());
        scales = MomentScale.Of(questionnaire);
        if (profile == PrivacyProfile.Full)
        {
            momentSums = [.. scales.Select(scale => Add(Cell.MomentSum(scale.Item.Id)))];
            momentProducts = [.. scales.SelectMany((a, i) => scales.Skip(i).Select(b => Add(Cell.MomentProduct(a.Item.Id, b.Item.Id))))];
        }

        Cells = cells.ToImmutable();
        Blocks = [.. Cells.Select(cell => cell.Block).Distinct()];

        // Only needed when noise is drawn or described, and slow enough to be noticed at the start.
        sensitivities = new(() => Blocks.ToDictionary(block => block, block => BlockSensitivity.Of(questionnaire, block)));
        indexes = Cells.Index().ToDictionary(entry => entry.Item, entry => entry.Index);

        int Add(Cell cell)
        {
            cells.Add(cell);
            return cells.Count - 1;
        }
    }

    /// <summary>The version that the counters were derived from.</summary>
    public Questionnaire Questionnaire => questionnaire;

    /// <summary>The counters, in the order in which they are stored.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>
    /// Hash of the counters and of everything in the definition that decides which of them a screening changes. Counters of different
    /// layouts must never be added.
    /// </summary>
    public string Layout => field ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n', Cells.Select(cell => cell.Key).Concat(VersionValue.OfMajor(questionnaire))))));

    /// <summary>The blocks that are counted.</summary>
    public ImmutableArray<Block> Blocks { get; }

    /// <summary>Position of a cell in <see cref="Cells"/>.</summary>
    /// <exception cref="KeyNotFoundException">The cell is not in the list.</exception>
    public int IndexOf(Cell cell) => indexes[cell];

    /// <summary>Whether a cell is in the list.</summary>
    public bool Contains(Cell cell) => indexes.ContainsKey(cell);

    /// <summary>Whether people can say something about themselves: not where the questions are about somebody else.</summary>
    public static bool HasGroups(Questionnaire questionnaire) => questionnaire.Definition.Perspective == "self";

    /// <summary>Adds the contribution of one screening to every sum.</summary>
    /// <param name="result">A result of a version in this vocabulary.</param>
    /// <param name="about">What the person says about themselves.</param>
    /// <param name="sums">One sum per cell, in the order of <see cref="Cells"/>.</param>
    public void Add(ScreeningResult result, AboutPerson about, Span<long> sums)
    {
        var chosen = result.Sheet.Chosen;
        var branch = result.Sheet.Branch;
        foreach (var item in questionnaire.Items)
        {
            var option = chosen[item.Index];
            var column = option >= 0 ? option : branch.Asked[item.Index] ? item.Options.Length : item.Options.Length + 1;
            sums[options[item.Index][column]]++;
        }

        sums[scores[result.Audience.Index][ScoreBin.IndexOf(result.Score, result.MaxScore)]]++;
        sums[bands[result.Audience.Index][result.Band.Index]]++;
        if (groups.Length > 0) sums[groups[about.AgeBand + 1][about.Gender + 1][result.Band.Index]]++;
        foreach (var flag in questionnaire.Flags)
        {
            if (result.IsRaised(flag)) sums[flags[flag.Index]]++;
        }

        AddMoments(result, sums);
    }

    /// <summary>Squared L2 sensitivity of a block: the largest squared norm that the contribution of one screening can have.</summary>
    public long SquaredSensitivity(Block block) => sensitivities.Value[block];

    private void AddMoments(ScreeningResult result, Span<long> sums)
    {
        Span<int> values = stackalloc int[scales.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var scale = scales[i];
            var option = result.Sheet.Chosen[scale.Item.Index];
            if (option < 0 || option == scale.Item.DontKnow) return;
            values[i] = scale.Values[option];
        }

        sums[momentCount]++;
        if (momentSums.Length == 0) return;
        var product = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sums[momentSums[i]] += values[i];
            for (var j = i; j < values.Length; j++) sums[momentProducts[product++]] += values[i] * values[j];
        }
    }

    // A column that cannot occur has no cell; its index is never used.
    private int[] Options(Item item, Func<Cell, int> add)
    {
        var canBeLeftOut = !item.Required && questionnaire.Branches.Any(branch => branch.Asked[item.Index]);
        var canBeSkipped = questionnaire.Branches.Any(branch => !branch.Asked[item.Index]);
        return [
            .. item.Options.Select(option => add(Cell.Option(item.Id, option.Code))),
            canBeLeftOut ? add(Cell.Option(item.Id, OptionDefinition.NotAnswered)) : -1,
            canBeSkipped ? add(Cell.Option(item.Id, OptionDefinition.NotAsked)) : -1];
    }

    private int[] Scores(Audience audience, Func<Cell, int> add)
    {
        var reachable = ReachableScores.Of(questionnaire, audience);
        return [.. ScoreBin.Of(questionnaire, audience)
            .Select(bin => Enumerable.Range(bin.From, bin.To - bin.From + 1).Any(score => reachable[score])
                ? add(Cell.Score(audience.Code, bin))
                : -1)];
    }

    private int[] Bands(Audience audience, Func<Band, int> add)
    {
        var reachable = ReachableBands(audience);
        return [.. questionnaire.Bands.Select(band => reachable.Contains(band) ? add(band) : -1)];
    }

    // By age band (0: not given), gender (0: not given) and band. Everybody of the youngest age band has the same row.
    private int[][][] Groups(Func<Cell, int> add)
    {
        var reachable = questionnaire.Audiences.SelectMany(ReachableBands).ToHashSet();
        string[] genders = [Cell.NotGiven, .. AboutPerson.Genders];
        return [.. new[] { Cell.NotGiven }.Concat(AboutPerson.AgeBands).Select(age =>
        {
            if (age != AboutPerson.AgeBands[0]) return genders.Select(gender => Row(age, gender)).ToArray();
            var all = Row(age, Cell.NotSplit);
            return [.. genders.Select(_ => all)];
        })];

        int[] Row(string age, string gender) =>
            [.. questionnaire.Bands.Select(band => reachable.Contains(band) ? add(Cell.Group(age, gender, band.Code)) : -1)];
    }

    private HashSet<Band> ReachableBands(Audience audience) => [.. questionnaire.Branches
        .Where(branch => branch.Audience == audience)
        .SelectMany(branch => branch.ReachableBands(questionnaire))];
}
