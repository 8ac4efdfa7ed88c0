namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

/// <summary>Samplers in floating point, right and wrong, that show what the tests of the exact one can tell apart.</summary>
public static class Imitation
{
    public enum Fault
    {
        None,
        RoundedContinuous,
        OffByOne,
        DoubleZero,
        WithoutRejection,
        HalfTheVariance,
    }

    public static long Gaussian(double variance, SeededBytes bytes, Fault fault)
    {
        if (fault == Fault.RoundedContinuous)
        {
            return (long)Math.Round(Math.Sqrt(-2 * variance * Math.Log(bytes.Uniform())) * Math.Cos(2 * Math.PI * bytes.Uniform()), MidpointRounding.AwayFromZero);
        }

        if (fault == Fault.HalfTheVariance) variance /= 2;
        var t = (long)Math.Floor(Math.Sqrt(variance)) + 1;
        while (true)
        {
            var candidate = Laplace(t, bytes, fault);
            var distance = Math.Abs(candidate) - variance / (fault == Fault.OffByOne ? t - 1 : t);
            if (fault == Fault.WithoutRejection || bytes.Uniform() < Math.Exp(-distance * distance / (2 * variance))) return candidate;
        }
    }

    public static long Laplace(long scale, SeededBytes bytes, Fault fault)
    {
        while (true)
        {
            var magnitude = (long)Math.Floor(-scale * Math.Log(bytes.Uniform()));
            var isNegative = bytes.Uniform() < 0.5;
            if (isNegative && magnitude == 0 && fault != Fault.DoubleZero) continue;
            return isNegative ? -magnitude : magnitude;
        }
    }
}
