using System.Runtime.InteropServices;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Benchmarks.References;

namespace KetamineScreening.Benchmarks;

/// <summary>
/// Measures the service against references on the same machine, in turn. `--short` takes about five minutes; without it,
/// several times as long. `--only NAME` measures one thing, or several with commas between, `--service FILE` a published service instead of the one that was built.
/// Ratios mean something on another machine too; figures do not.
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

        if (!Load.IsInstalled) return Refuse("wrk is missing, which makes the load. On Debian: apt-get install wrk");

        var isShort = arguments.Contains("--short");
        var (only, executable) = (After("--only")?.Split(','), After("--service"));
        if (executable is not null && !File.Exists(executable)) return Refuse($"--service takes the executable of a published service; there is no file '{executable}'.");
        await using var servers = new Servers(executable);
        var scenarios = Scenario.All(servers);
        string[] names = ["parts", .. scenarios.Select(scenario => scenario.Name), "start", "store"];
        if (only is not null && only.Except(names).Any()) return Refuse($"--only takes one or several, with commas between, of: {string.Join(", ", names)}");

        Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}, {(isShort ? "short" : "long")} form");
        if (!PostgresServer.CanStart) Console.WriteLine("Without PostgreSQL: its server is missing, or this is not root, who alone can start it as another user.");

        var rounds = isShort ? 3 : 5;
        // As long as the runtime works on its code; and in the long form each round has a commit in it.
        var comparison = new Comparison(rounds, warmUp: 5, seconds: isShort ? 2 : 5);
        var verdicts = new Verdicts();
        if (IsWanted("parts")) verdicts.Scoring(Parts.Measure(isShort));
        foreach (var scenario in scenarios.Where(scenario => only?.Contains(scenario.Name) ?? (scenario.IsShort || !isShort))) await comparison.Run(scenario);
        verdicts.Load(comparison);
        if (IsWanted("start")) verdicts.Start(await Lifetime.Start(servers, rounds));
        if (IsWanted("store")) verdicts.Store(await Lifetime.StoreSize(servers, comparison));
        verdicts.Write();
        return 0;

        string? After(string option) => Array.IndexOf(arguments, option) is >= 0 and var place ? arguments.ElementAtOrDefault(place + 1) ?? "" : null;

        bool IsWanted(string name) => only?.Contains(name) ?? true;
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return 1;
    }
}
