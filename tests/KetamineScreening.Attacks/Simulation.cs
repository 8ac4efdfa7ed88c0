using System.Diagnostics;
using System.Globalization;
using KetamineScreening.Attacks.Attacks;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks;

/// <summary>
/// Runs every attack of the privacy policy against the real server, over HTTP and on its files, and the same attacks against
/// a naive build, where they must succeed.
/// </summary>
public static class Simulation
{
    /// <summary>Entry point of the command line: <c>--short</c> (less than a minute) or <c>--long</c>.</summary>
    /// <returns>0: every attack behaves as expected. 1: an attack succeeds or fails unexpectedly. 2: invalid arguments.</returns>
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["--short"] and not ["--long"])
        {
            await Console.Error.WriteLineAsync("Usage: KetamineScreening.Attacks --short | --long");
            return 2;
        }

        return await RunAsync(args[0] == "--long", Console.Out);
    }

    /// <summary>Runs all attacks and writes the tables.</summary>
    /// <param name="isLong">Whether to make ten times as many attempts, which takes minutes and gives meaningful rates.</param>
    /// <param name="output">Receives the tables.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(bool isLong, TextWriter output)
    {
        var clock = Stopwatch.StartNew();
        var (real, naive) = (new Report(), new Report());
        var scale = isLong ? 10 : 1;
        Func<Task<ITarget>> startReal = () => Task.FromResult<ITarget>(new RealTarget());
        Func<Task<ITarget>> startNaive = async () => await NaiveTarget.Start();

        // Most of the time passes in the writer's pauses between batches, so scenarios with their own server run in parallel.
        await Task.WhenAll(
            FrozenQuarters.Run(startReal, real, 14 * scale, new Random()),
            GateOracle.Run(startReal, real, 8 * scale, new Random()),
            RequestAttacks(startReal, real, scale),
            SideChannels(startReal, real, scale),
            BatchBoundary.Run(startReal, real, 3 * scale, new Random()),
            SharedLimits(real, 12 * scale));
        await Task.WhenAll(
            FrozenQuarters.Run(startNaive, naive, 5, new Random()),
            GateOracle.Run(startNaive, naive, 8, new Random()),
            RequestAttacks(startNaive, naive, 1));

        // Runs alone because it measures time.
        await using (var target = await startReal()) await CommitTiming.Run(target, real, 8 * scale, new Random());

        var (realTable, realFailures) = real.Write("the real server", isNaive: false);
        const string NaiveName = "a naive build (exact counters, live export, one transaction per screening)";
        var (naiveTable, naiveFailures) = naive.Write(NaiveName, isNaive: true);
        await output.WriteLineAsync(realTable);
        await output.WriteLineAsync(naiveTable);
        List<string> failures = [.. realFailures, .. naiveFailures];
        foreach (var failure in failures) await output.WriteLineAsync("FAILED " + failure);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{failures.Count} failures, {real.OpenLeaks} open weaknesses of the real server, {clock.Elapsed.TotalSeconds:F0} s."));
        return failures.Count == 0 ? 0 : 1;
    }

    private static async Task RequestAttacks(Func<Task<ITarget>> start, Report report, int scale)
    {
        await using (var target = await start()) await LiveDifference.Run(target, report, 24 * scale, new Random());
        await using (var target = await start()) await HiddenQuarter.Run(target, report, 4 * scale, new Random());
        await using (var target = await start()) await RepeatedDownloads.Run(target, report, 18 * scale, new Random());
        await using (var target = await start()) await Replays.Run(target, report, 40 * scale, new Random());
    }

    private static async Task SideChannels(Func<Task<ITarget>> start, Report report, int scale)
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
