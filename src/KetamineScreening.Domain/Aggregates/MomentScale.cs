using System.Collections.Immutable;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>The weights of a scored item, mapped to small integers around zero for the moments.</summary>
/// <remarks>
/// The weights of a scale are evenly spaced, so the mapping is exact: weight = middle + unit x value. Four levels become
/// -3, -1, 1, 3; three become -1, 0, 1; two become -1, 1. Small values keep the sensitivity, and so the noise, small.
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

    /// <summary>Value of each option by its index; the entry of "I do not know" is never used.</summary>
    public ImmutableArray<int> Values { get; }

    /// <summary>Midpoint of the weights, in points.</summary>
    public double Middle { get; }

    /// <summary>Points per step of the value.</summary>
    public double Unit { get; }

    /// <summary>Largest magnitude of a value.</summary>
    public int Largest { get; }

    /// <summary>Whether all values have the same magnitude, as with two options (-1 and 1).</summary>
    public bool HasOneMagnitude { get; }

    /// <summary>The scales of all scored items, in order.</summary>
    public static ImmutableArray<MomentScale> Of(Questionnaire questionnaire) =>
        [.. questionnaire.Items.Where(item => item.IsScored).Select(Of)];

    private static MomentScale Of(Item item)
    {
        var weights = item.Options.Select(option => option.Weight!.Value).ToList();
        var levels = weights.Distinct().Order().ToList();
        var step = levels[1] - levels[0];

        // With an even number of levels the midpoint lies between two levels, so the values count half steps.
        var halves = levels.Count % 2 == 0 ? 2 : 1;
        return new MomentScale(
            item,
            [.. weights.Select(weight => halves * (weight - levels[0]) / step - halves * (levels.Count - 1) / 2)],
            (levels[0] + levels[^1]) / 2.0,
            (double)step / halves);
    }
}
