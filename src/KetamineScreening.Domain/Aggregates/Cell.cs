using System.Globalization;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A group of counters that is described, and protected, together.</summary>
public enum Block
{
    /// <summary>Each item: every option, not asked, not answered.</summary>
    Options,

    /// <summary>Audience by bin of the score.</summary>
    Score,

    /// <summary>Audience by band, and each flag raised or not.</summary>
    Bands,

    /// <summary>Number of complete screenings: all scored items asked and answered.</summary>
    MomentCount,

    /// <summary>Sum of each scored item over the complete screenings.</summary>
    MomentSums,

    /// <summary>Sum of the product of each pair of scored items, an item with itself too, over the complete screenings.</summary>
    MomentProducts,
}

/// <summary>One counter of a stratum; its key is the name it has in the store.</summary>
/// <param name="Block">Block it belongs to.</param>
/// <param name="Key">Name in the store, for example <c>options/route/snorted</c>; ordinal order is the fixed order of updates.</param>
public sealed record Cell(Block Block, string Key)
{
    /// <summary>Stands for an option where the item was not asked.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>Stands for an option where the item was asked and left out.</summary>
    public const string NotAnswered = "not-answered";

    /// <summary>An option of an item.</summary>
    public static Cell Option(string item, string option) => new(Block.Options, $"options/{item}/{option}");

    /// <summary>A bin of scores of an audience.</summary>
    public static Cell Score(string audience, ScoreBin bin) =>
        new(Block.Score, string.Create(CultureInfo.InvariantCulture, $"score/{audience}/{bin.From}-{bin.To}"));

    /// <summary>A band of an audience.</summary>
    public static Cell Band(string audience, string band) => new(Block.Bands, $"bands/{audience}/{band}");

    /// <summary>A flag, raised or not.</summary>
    public static Cell Flag(string flag, bool raised) => new(Block.Bands, $"flags/{flag}/{(raised ? "raised" : "not-raised")}");

    /// <summary>The number of complete screenings.</summary>
    public static Cell Moments() => new(Block.MomentCount, "moments/n");

    /// <summary>The sum of an item.</summary>
    public static Cell MomentSum(string item) => new(Block.MomentSums, $"moments/sum/{item}");

    /// <summary>The sum of the product of two items, in the order of the questionnaire.</summary>
    public static Cell MomentProduct(string itemA, string itemB) => new(Block.MomentProducts, $"moments/product/{itemA}/{itemB}");
}

/// <summary>A range of scores that share a counter, both ends included.</summary>
/// <param name="From">Lowest score.</param>
/// <param name="To">Highest score.</param>
public readonly record struct ScoreBin(int From, int To)
{
    private const int Width = 5;

    /// <summary>The bins up to a largest score: 0 alone, then fives, and the largest alone.</summary>
    /// <remarks>Floor and ceiling stand alone because researchers look for people who pile up at either end.</remarks>
    public static IEnumerable<ScoreBin> UpTo(int maxScore)
    {
        yield return new ScoreBin(0, 0);
        for (var from = 1; from < maxScore; from += Width) yield return new ScoreBin(from, Math.Min(from + Width, maxScore) - 1);
        if (maxScore > 0) yield return new ScoreBin(maxScore, maxScore);
    }

    /// <summary>The bins of an audience. All its branches share one largest score; the check of definitions sees to it.</summary>
    public static IEnumerable<ScoreBin> Of(Questionnaire questionnaire, Audience audience) =>
        UpTo(questionnaire.Branches.First(branch => branch.Audience == audience).MaxScore);

    /// <summary>Place of a score among the bins up to a largest score.</summary>
    public static int IndexOf(int score, int maxScore) => score switch
    {
        0 => 0,
        _ when score == maxScore => (maxScore - 1 + Width - 1) / Width + 1,
        _ => (score - 1) / Width + 1,
    };
}
