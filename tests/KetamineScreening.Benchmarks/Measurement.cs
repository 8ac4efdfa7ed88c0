using System.ComponentModel;
using System.Runtime.InteropServices;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Benchmarks.Estimates;
using KetamineScreening.Benchmarks.References;

namespace KetamineScreening.Benchmarks;

/// <summary>
/// Measures the service against references on the same machine. Ratios are comparable between machines; absolute figures are not.
/// </summary>
/// <remarks>
/// Without a command, it prints the tables of `docs/speed.md`. `growth` measures how the cost grows, and `soak --minutes 30` one process
/// over time. `hostile` measures how long a person waits while hostile requests come from another network. `coverage`, `coverage small`
/// and `utility` simulate releases. The options are those of <see cref="Options"/>: `--short`, `--only NAMES`, `--service FILE`,
/// `--other FILE`, `--published FOLDER`, `--minutes NUMBER`, and `--peer URL --peer-body FILE --peer-process ID [--peer-type TYPE]
/// [--peer-name NAME]`.
/// </remarks>
internal static class Measurement
{
    private const string Growing = "growth";
    private const string Soaking = "soak";
    private const string Hostility = "hostile";

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["serve", var kind, var argument])
        {
            await Reference.Serve(kind, argument);
            return 0;
        }

        if (arguments is ["coverage" or "utility", ..]) return EstimateCommands.Run(arguments, Console.Out);
        try
        {
            var command = arguments is [Growing or Soaking or Hostility, ..] ? arguments[0] : null;
            var options = Options.Read(command is null ? arguments : arguments.AsSpan(1));
            if (command == Hostility)
            {
                await Hostile.Run(options.Service);
                return 0;
            }

            WriteMachine(options);
            await using var servers = new Servers(options.Service, options.Other);
            using var interruption = new Interruption(servers);
            var verdicts = new Verdicts();
            if (command == Growing) await Grow(servers, options);
            else if (command == Soaking) verdicts.Soak(await Soak.Run(servers, options.Minutes));
            else await Compare(servers, options, verdicts);
            verdicts.Write();
            return 0;
        }
        catch (Exception) when (Interruption.Begun)
        {
            // The servers end while they are measured. The handler of the signal ends the process.
            await Task.Delay(Timeout.Infinite);
            return Interruption.ExitCode;
        }
        catch (Exception problem) when (problem is OptionsException or Win32Exception)
        {
            // The second: wrk or node is missing.
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static async Task Compare(Servers servers, Options options, Verdicts verdicts)
    {
        var lengths = await servers.Lengths();
        IReadOnlyList<Scenario> scenarios = [.. Scenarios.Screenings(servers, options.Peer), .. Scenarios.Stored(servers, lengths)];
        IEnumerable<string> names = scenarios.Select(scenario => scenario.Name);
        var wanted = Wanted(options, ["parts", .. names, "allocations", "tricks", "turn", "start", "store"]);
        var comparison = NewComparison(options);
        lengths.WriteTable();
        verdicts.Compressed(lengths);
        if (wanted("parts")) verdicts.Scoring(Parts.Measure(options.IsShort));
        foreach (var scenario in scenarios.Where(scenario => wanted(scenario.Name)))
        {
            if (options.Only is not null || scenario.IsShort || !options.IsShort) await comparison.Run(scenario);
        }

        verdicts.Load(comparison);
        if (wanted("allocations")) await Allocations.Measure(Scenarios.Allocating(servers));
        if (wanted("tricks")) await Tricks.Measure(servers, comparison, options.IsShort);
        if (wanted("turn"))
        {
            await using var turns = new Turns(servers.Folder("turn"));
            verdicts.Turn(await turns.OfQuestionnaires());
        }

        if (wanted("start"))
        {
            if (options.Published is { } pair) verdicts.Start(await Lifetime.Start(servers, pair, options.IsShort ? 5 : 15));
            else if (options.Only is not null) throw new OptionsException("The start needs --published FOLDER: use the script measure.");
        }

        if (wanted("post") && wanted("tricks"))
        {
            verdicts.Memory((await servers.Sqlite()).PeakResident, comparison.PeakResident("post", Scenarios.Echo));
        }

        if (wanted("store")) verdicts.Store(await Lifetime.StoreSize(servers, comparison));
    }

    private static async Task Grow(Servers servers, Options options)
    {
        List<Scenario> scenarios = [.. Growth.Scenarios(servers)];
        var wanted = Wanted(options, [.. scenarios.Select(scenario => scenario.Name), "turns"]);
        var comparison = NewComparison(options);
        foreach (var scenario in scenarios.Where(scenario => wanted(scenario.Name))) await comparison.Run(scenario);
        if (!wanted("turns")) return;
        await using var turns = new Turns(servers.Folder("turns"));
        await turns.Grow();
    }

    private static Func<string, bool> Wanted(Options options, IReadOnlyList<string> names)
    {
        if (options.Only is null) return _ => true;
        if (!options.Only.Except(names).Any()) return options.Only.Contains;
        throw new OptionsException($"--only takes one or more of the following, separated by commas: {string.Join(", ", names)}");
    }

    // The warm-up covers tiered compilation.
    private static Comparison NewComparison(Options options) =>
        new(rounds: 3, warmUp: options.IsShort ? 3 : 5, seconds: options.IsShort ? 2 : 10);

    private static void WriteMachine(Options options)
    {
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var form = options.IsShort ? "short" : "long";
        Console.WriteLine($"{Environment.ProcessorCount} cores, {gibibytes} GiB, {RuntimeInformation.FrameworkDescription}, {form} form");
        if (PostgresServer.CanStart) return;
        Console.WriteLine("Without PostgreSQL: it is not installed, or this process is not root and cannot start it as another user.");
    }
}
