namespace KetamineScreening.Domain.Tests.Aggregates.Estimation.Simulation;

/// <summary>Normal random numbers for simulations.</summary>
public static class RandomExtensions
{
    /// <summary>A standard normal number.</summary>
    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
