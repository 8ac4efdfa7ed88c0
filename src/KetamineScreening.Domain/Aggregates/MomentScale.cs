using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>A scored item as moments see it: each weight as a small whole number around zero.</summary>
/// <remarks>
/// The weights of a scale are evenly spaced, so nothing is lost: weight = middle + unit x value. Four levels become -3, -1,
/// 1, 3; three become -1, 0, 1; two become -1, 1. Small numbers keep the sensitivity, and so the noise, small.
/// </remarks>
public sealed class MomentScale
{
    private MomentScale(Item item, ImmutableArray<int> values, double middle, double unit)
    {
        (Item, Values, Middle, Unit) = (item, values, middle, unit);
        var magnitudes = values.Where((_, option) => option != item.DontKnow).Select(Math.Abs).ToList();
        Largest = magnitudes.Aggregate(Math.Max);
        HasOneMagnitude = magnitudes.TrueForAll(magnitude => magnitude == Largest);
    }

    /// <summary>The item.</summary>
    public Item Item { get; }

    /// <summary>Value of each option by its index; of "I do not know" it means nothing.</summary>
    public ImmutableArray<int> Values { get; }

    /// <summary>Weight in the middle of the scale.</summary>
    public double Middle { get; }

    /// <summary>Weight of one step of the value.</summary>
    public double Unit { get; }

    /// <summary>Largest magnitude of a value.</summary>
    public int Largest { get; }

    /// <summary>Whether every value has this magnitude, as those of two options do.</summary>
    public bool HasOneMagnitude { get; }

    /// <summary>The scales of all scored items, in order.</summary>
    public static ImmutableArray<MomentScale> Of(Questionnaire questionnaire) =>
        [.. questionnaire.Items.Where(item => item.IsScored).Select(Of)];

    /// <summary>Whether the different weights of an item are evenly spaced, so that it has a scale.</summary>
    public static bool IsEven(IEnumerable<int> weights)
    {
        var levels = weights.Distinct().Order().ToList();
        return levels.Count > 1 && levels.Zip(levels.Skip(1), (low, high) => high - low).Distinct().Count() == 1;
    }

    private static MomentScale Of(Item item)
    {
        var weights = item.Options.Select(option => option.Weight!.Value).ToList();
        var levels = weights.Distinct().Order().ToList();
        var step = levels[1] - levels[0];

        // An odd number of levels has one in the middle; an even number has none, and counts in half steps.
        var halves = levels.Count % 2 == 0 ? 2 : 1;
        return new MomentScale(
            item,
            [.. weights.Select(weight => halves * (weight - levels[0]) / step - halves * (levels.Count - 1) / 2)],
            (levels[0] + levels[^1]) / 2.0,
            (double)step / halves);
    }
}
