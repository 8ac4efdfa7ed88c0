using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Aggregates;

/// <summary>Squared L2 sensitivity of a block: the largest squared norm that the contribution of one screening can have.</summary>
/// <remarks>
/// A screening increments by one: one counter of every item, one score bin, one band, one group and every flag raised. Its
/// contribution to the moments is largest when every scored item has its largest magnitude, which is a possible screening.
/// </remarks>
internal static class BlockSensitivity
{
    /// <summary>The squared sensitivity of a block.</summary>
    public static long Of(Questionnaire questionnaire, Block block)
    {
        var scales = MomentScale.Of(questionnaire);
        return block switch
        {
            Block.Options => questionnaire.Items.Length,
            Block.Score or Block.Bands or Block.Groups or Block.MomentCount => 1,
            Block.Flags => FlagSensitivity.Of(questionnaire),
            Block.MomentSums => scales.Sum(scale => Square(scale.Largest)),
            Block.MomentProducts => scales.Select((a, i) => scales.Skip(i).Sum(b => Square(a.Largest) * Square(b.Largest))).Sum(),
            _ => throw new ArgumentOutOfRangeException(nameof(block)),
        };
    }

    private static long Square(long value) => value * value;
}
