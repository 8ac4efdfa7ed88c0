using System.Runtime.InteropServices;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Benchmarks.Estimates;
using KetamineScreening.Benchmarks.References;

namespace KetamineScreening.Benchmarks;

/// <summary>
/// Measures the service against references on the same machine. `--short` takes about five minutes, the long form several times
/// as long. `--only NAMES` selects measurements by name, separated by commas. `--service FILE` measures the executable of a
/// published service instead of the built one, and `--other FILE` a second published service beside it. Ratios are comparable
/// between machines; absolute figures are not. `coverage`, `coverage small` and `utility` simulate releases instead, and `hostile` measures
/// how long a person waits while hostile requests come from another network.
/// </summary>
internal static class Measurement
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["serve", var kind, var argument])
        {
            await Reference.Serve(kind, argument);
            return 0;
        }

        if (arguments is ["coverage" or "utility", ..]) return EstimateCommands.Run(arguments, Console.Out);
        if (arguments is ["hostile", .. var options] && options is [] or ["--service", _])
        {
            await Hostile.Run(options.ElementAtOrDefault(1));
            return 0;
        }

        if (!Load.IsInstalled) return Fail("The load generator wrk is missing. On Debian: apt-get install wrk");

        var isShort = arguments.Contains("--short");
        var (only, executable, other) = (ValueOf("--only")?.Split(','), ValueOf("--service"), ValueOf("--other"));
        foreach (var (option, file) in new[] { ("--service", executable), ("--other", other) })
        {
            if (file is not null && !File.Exists(file))
            {
                return Fail($"{option} takes the executable of a published service; the file '{file}' does not exist.");
            }
        }

        await using var servers = new Servers(executable, other);
        var scenarios = Scenario.All(servers);
        string[] names = ["parts", .. scenarios.Select(scenario => scenario.Name), "start", "turn", "store"];
        if (only is not null && only.Except(names).Any())
        {
            return Fail($"--only takes one or more of the following, separated by commas: {string.Join(", ", names)}");
        }

        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var form = isShort ? "short" : "long";
        Console.WriteLine($"{Environment.ProcessorCount} cores, {gibibytes} GiB, {RuntimeInformation.FrameworkDescription}, {form} form");
        if (!PostgresServer.CanStart)
        {
            Console.WriteLine("Without PostgreSQL: it is not installed, or this process is not root and cannot start it as another user.");
        }

        var rounds = isShort ? 3 : 5;
        // The warm-up covers tiered compilation; in the long form every round contains a commit.
        var comparison = new Comparison(rounds, warmUp: 5, seconds: isShort ? 2 : 5);
        var verdicts = new Verdicts();
        if (IsWanted("parts")) verdicts.Scoring(Parts.Measure(isShort));
        foreach (var scenario in scenarios.Where(scenario => only?.Contains(scenario.Name) ?? (scenario.IsShort || !isShort)))
        {
            await comparison.Run(scenario);
        }

        verdicts.Load(comparison);
        if (IsWanted("start")) verdicts.Start(await Lifetime.Start(servers, rounds));
        if (IsWanted("turn")) await Turns.Measure(servers.Folder("turn"));
        if (IsWanted("store")) verdicts.Store(await Lifetime.StoreSize(servers, comparison));
        verdicts.Write();
        return 0;

        string? ValueOf(string option) =>
            Array.IndexOf(arguments, option) is >= 0 and var index ? arguments.ElementAtOrDefault(index + 1) ?? "" : null;

        bool IsWanted(string name) => only?.Contains(name) ?? true;
    }

    private static int Fail(string reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }
}
