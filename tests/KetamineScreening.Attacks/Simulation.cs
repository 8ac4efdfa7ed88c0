using System.Diagnostics;
using System.Globalization;
using KetamineScreening.Attacks.Attacks;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks;

/// <summary>
/// Runs every attack of the privacy policy against the real server, over HTTP and on its files, and the same attackers
/// against a naive build, where they have to succeed.
/// </summary>
public static class Simulation
{
    /// <summary>Runs from the command line: <c>--short</c> (less than a minute) or <c>--long</c>.</summary>
    /// <returns>0: all is as it has to be. 1: an attack succeeds that must not, or one fails that has to succeed. 2: wrong words.</returns>
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["--short"] and not ["--long"])
        {
            await Console.Error.WriteLineAsync("Usage: KetamineScreening.Attacks --short | --long");
            return 2;
        }

        return await RunAsync(args[0] == "--long", Console.Out);
    }

    /// <summary>Runs everything and writes the tables.</summary>
    /// <param name="isLong">Whether to take some minutes, for rates that mean something.</param>
    /// <param name="output">Takes the tables.</param>
    public static async Task<int> RunAsync(bool isLong, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        var (real, naive) = (new Report(), new Report());
        var scale = isLong ? 10 : 1;
        Func<Task<ITarget>> startReal = () => Task.FromResult<ITarget>(new RealTarget());
        Func<Task<ITarget>> startNaive = async () => await NaiveTarget.Start();

        // Most of the time is the writer's pause between batches, so what has a server of its own runs side by side.
        await Task.WhenAll(
            FrozenQuarters.Run(startReal, real, 14 * scale, new Random()),
            GateOracle.Run(startReal, real, 8 * scale, new Random()),
            Others(startReal, real, scale),
            Open(startReal, real, scale),
            BatchBoundary.Run(startReal, real, 3 * scale, new Random()),
            SharedLimits(real, 12 * scale));
        await Task.WhenAll(
            FrozenQuarters.Run(startNaive, naive, 5, new Random()),
            GateOracle.Run(startNaive, naive, 8, new Random()),
            Others(startNaive, naive, 1));

        // Alone, since it watches the clock.
        await using (var target = await startReal()) await CommitTiming.Run(target, real, 8 * scale, new Random());

        var (realTable, leaks) = real.Write("the real server", isNaive: false);
        var (naiveTable, blunt) = naive.Write("a naive build (exact counters, live export, a transaction for each screening)", isNaive: true);
        await output.WriteLineAsync(realTable);
        await output.WriteLineAsync(naiveTable);
        foreach (var failure in leaks.Concat(blunt)) await output.WriteLineAsync("FAILED " + failure);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{leaks.Count + blunt.Count} failures, {real.OpenLeaks} open weaknesses of the real server, {clock.Elapsed.TotalSeconds:F0} s."));
        return leaks.Count + blunt.Count == 0 ? 0 : 1;
    }

    private static async Task Others(Func<Task<ITarget>> start, Report report, int scale)
    {
        await using (var target = await start()) await LiveDifference.Run(target, report, 24 * scale, new Random());
        await using (var target = await start()) await HiddenQuarter.Run(target, report, 4 * scale, new Random());
        await using (var target = await start()) await Rerequests.Run(target, report, 18 * scale, new Random());
        await using (var target = await start()) await Replays.Run(target, report, 40 * scale, new Random());
    }

    private static async Task Open(Func<Task<ITarget>> start, Report report, int scale)
    {
        await using (var target = await start()) await ResponseLength.Run(target, report, 80 * scale, new Random());
        await using (var target = await start()) await HotJournal.Run(target, report, 6 * scale, new Random());
    }

    private static async Task SharedLimits(Report report, int attempts)
    {
        await using var target = new RealTarget(limits: true);
        await SharedNetwork.Run(target, report, attempts, new Random());
    }
}
