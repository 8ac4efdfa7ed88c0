namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>A number of people estimated from noisy counters.</summary>
/// <param name="Value">Unbiased estimate; noise can make it negative.</param>
/// <param name="Deviation">Standard deviation of its noise.</param>
public readonly record struct CountEstimate(double Value, double Deviation)
{
    /// <summary>Lower end of the 95 % interval of the count.</summary>
    public double Low => Value - Confidence.Quantile * Deviation;

    /// <summary>Upper end of the 95 % interval of the count.</summary>
    public double High => Value + Confidence.Quantile * Deviation;
}
