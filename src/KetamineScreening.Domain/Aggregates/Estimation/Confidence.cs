namespace KetamineScreening.Domain.Aggregates.Estimation;

/// <summary>The confidence level of all intervals: 95 %.</summary>
internal static class Confidence
{
    /// <summary>Quantile of the standard normal distribution for a two-sided interval of 95 %.</summary>
    public const double Quantile = 1.959963984540054;
}
