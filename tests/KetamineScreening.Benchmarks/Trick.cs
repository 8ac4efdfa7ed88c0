using System.Diagnostics;

namespace KetamineScreening.Benchmarks;

/// <summary>A trick on the path of a request, and the plain way to do the same.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Request">Name of the row of <see cref="Tricks.Costs"/> whose requests it serves.</param>
/// <param name="Plain">The plain way, for one request after the other.</param>
/// <param name="Fast">The trick.</param>
internal sealed record Trick(string Name, string Request, Action Plain, Action Fast)
{
    private const int Rounds = 9;

    /// <summary>Measures both ways in turn.</summary>
    /// <param name="milliseconds">Duration of one round of one way.</param>
    public (TrickCost Plain, TrickCost Fast) Measure(int milliseconds)
    {
        var (plain, fast) = (new List<TrickCost>(), new List<TrickCost>());
        // The rounds before the first cover tiered compilation.
        for (var round = -4; round < Rounds; round++)
        {
            var (plainCost, fastCost) = (Run(Plain, milliseconds), Run(Fast, milliseconds));
            if (round < 0) continue;
            plain.Add(plainCost);
            fast.Add(fastCost);
        }

        return (Median(plain), Median(fast));
    }

    private static TrickCost Run(Action action, int milliseconds)
    {
        var (count, before, start) = (0L, GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < milliseconds)
        {
            // In blocks, because reading the clock takes time too.
            for (var i = 0; i < 100; i++) action();
            count += 100;
        }

        var nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        return new TrickCost(nanoseconds / count, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count);
    }

    private static TrickCost Median(List<TrickCost> costs) =>
        new(Spread.Of(costs.Select(cost => cost.Nanoseconds)).Median, Spread.Of(costs.Select(cost => cost.Bytes)).Median);
}

/// <summary>Cost of one way.</summary>
/// <param name="Nanoseconds">Time for one request.</param>
/// <param name="Bytes">Bytes allocated.</param>
internal sealed record TrickCost(double Nanoseconds, double Bytes);
