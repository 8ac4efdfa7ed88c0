using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A group of counters with a common sensitivity and noise variance.</summary>
public enum Block
{
    /// <summary>Answers of each item: one counter per option, one for not asked, one for not answered.</summary>
    Options,

    /// <summary>Score bins per audience.</summary>
    Score,

    /// <summary>Bands per audience.</summary>
    Bands,

    /// <summary>Bands per age band and gender.</summary>
    Groups,

    /// <summary>Flags raised.</summary>
    Flags,

    /// <summary>Number of complete screenings: all scored items asked and answered.</summary>
    MomentCount,

    /// <summary>Sum of each scored item over the complete screenings.</summary>
    MomentSums,

    /// <summary>Sum of the product of each pair of scored items, including an item with itself, over the complete screenings.</summary>
    MomentProducts,
}

/// <summary>One counter of a period.</summary>
/// <param name="Block">Block it belongs to.</param>
/// <param name="Key">Name, for example <c>options/route/snorted</c>.</param>
public sealed record Cell(Block Block, string Key)
{
    /// <summary>Code of an age band or gender that was not given.</summary>
    public const string NotGiven = "not-given";

    /// <summary>Gender code of the youngest age band, which is not split by gender.</summary>
    public const string NotSplit = "all";

    /// <summary>Counter of an option of an item, or of one of the reserved codes of <see cref="OptionDefinition"/>.</summary>
    public static Cell Option(string item, string option) => new(Block.Options, $"options/{item}/{option}");

    /// <summary>Counter of a score bin of an audience.</summary>
    public static Cell Score(string audience, ScoreBin bin) =>
        new(Block.Score, string.Create(CultureInfo.InvariantCulture, $"score/{audience}/{bin.From}-{bin.To}"));

    /// <summary>Counter of a band of an audience.</summary>
    public static Cell Band(string audience, string band) => new(Block.Bands, $"bands/{audience}/{band}");

    /// <summary>Counter of a band of an age band and gender.</summary>
    public static Cell Group(string ageBand, string gender, string band) => new(Block.Groups, $"groups/{ageBand}/{gender}/{band}");

    /// <summary>Counter of a raised flag.</summary>
    public static Cell Flag(string flag) => new(Block.Flags, $"flags/{flag}");

    /// <summary>Counter of the complete screenings.</summary>
    public static Cell Moments() => new(Block.MomentCount, "moments/n");

    /// <summary>Sum of an item over the complete screenings.</summary>
    public static Cell MomentSum(string item) => new(Block.MomentSums, $"moments/sum/{item}");

    /// <summary>Sum of the product of two items over the complete screenings; the items are in the order of the questionnaire.</summary>
    public static Cell MomentProduct(string itemA, string itemB) => new(Block.MomentProducts, $"moments/product/{itemA}/{itemB}");
}

/// <summary>A range of scores that share a counter, both ends inclusive.</summary>
/// <param name="From">Lowest score.</param>
/// <param name="To">Highest score.</param>
public readonly record struct ScoreBin(int From, int To)
{
    private const int Width = 5;

    /// <summary>The bins from 0 to the largest score: 0 alone, then bins of five scores, then the largest score alone.</summary>
    /// <remarks>The lowest and the highest score have bins of their own because floor and ceiling effects are reported.</remarks>
    public static IEnumerable<ScoreBin> UpTo(int maxScore)
    {
        yield return new ScoreBin(0, 0);
        for (var from = 1; from < maxScore; from += Width) yield return new ScoreBin(from, Math.Min(from + Width, maxScore) - 1);
        if (maxScore > 0) yield return new ScoreBin(maxScore, maxScore);
    }

    /// <summary>The bins of an audience; <see cref="DefinitionCheck"/> ensures that its branches share one largest score.</summary>
    public static IEnumerable<ScoreBin> Of(Questionnaire questionnaire, Audience audience) =>
        UpTo(questionnaire.Branches.First(branch => branch.Audience == audience).MaxScore);

    /// <summary>Index of the bin of a score within <see cref="UpTo"/>.</summary>
    public static int IndexOf(int score, int maxScore) => score switch
    {
        0 => 0,
        _ when score == maxScore => (maxScore - 1 + Width - 1) / Width + 1,
        _ => (score - 1) / Width + 1,
    };
}
