namespace KetamineScreening.Domain.Tests.Aggregates.Noise;

/// <summary>Correct and deliberately faulty samplers; they show which faults the goodness-of-fit tests detect.</summary>
public static class FloatingPointSampler
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
            var radius = Math.Sqrt(-2 * variance * Math.Log(bytes.Uniform()));
            return (long)Math.Round(radius * Math.Cos(2 * Math.PI * bytes.Uniform()), MidpointRounding.AwayFromZero);
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
