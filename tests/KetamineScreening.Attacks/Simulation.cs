using System.Diagnostics;
using System.Net;
using KetamineScreening.Api.Tests.Operations;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Attacks.Attacks;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks;

/// <summary>
/// Runs every attack of the privacy policy against the real server, over HTTP and on its files, and the same attacks against a naive
/// build, where they must succeed.
/// </summary>
public static class Simulation
{
    private const int LongScale = 20;

    /// <summary>
    /// Entry point of the command line: <c>--short</c> (less than a minute) or <c>--long</c>, and words of a row to run that attack only.
    /// </summary>
    /// <returns>0: every attack behaves as expected. 1: an attack succeeds or fails unexpectedly. 2: invalid arguments.</returns>
    public static async Task<int> Main(string[] args)
    {
        if (args is ["--short" or "--long", ..] and not [_, _, _, ..])
        {
            return await RunAsync(args[0] == "--long", Console.Out, args.ElementAtOrDefault(1) ?? "");
        }

        await Console.Error.WriteLineAsync("Usage: KetamineScreening.Attacks --short | --long [words of a row]");
        return 2;
    }

    /// <summary>Runs all attacks and writes the tables.</summary>
    /// <param name="isLong">Whether to make twenty times as many attempts, which takes minutes and gives meaningful rates.</param>
    /// <param name="output">Receives the tables.</param>
    /// <param name="words">Words in a row of the attacks to run; empty for all.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(bool isLong, TextWriter output, string words = "")
    {
        var clock = Stopwatch.StartNew();
        await using var postgres = PostgresServer.CanStart ? await PostgresServer.StartAsync("fsync=off", "shared_buffers=16MB") : null;
        if (postgres is null) await output.WriteLineAsync("The rows of PostgreSQL are left out: they need its programs, and root.");
        if (!Nginx.CanStart) await output.WriteLineAsync("The rows of nginx are left out: they need nginx, and root.");
        var (realTable, realFailures) = await AttackAsync(new Lab(isNaive: false, postgres), isLong, words);
        var (naiveTable, naiveFailures) = await AttackAsync(new Lab(isNaive: true, postgres), isLong, words);
        await output.WriteLineAsync(realTable);
        await output.WriteLineAsync(naiveTable);
        foreach (var failure in realFailures) await output.WriteLineAsync("FAILED on the real server: " + failure);
        foreach (var failure in naiveFailures) await output.WriteLineAsync("FAILED on a naive build: " + failure);
        var failures = realFailures.Count + naiveFailures.Count;
        await output.WriteLineAsync($"{failures} failures, {(int)clock.Elapsed.TotalSeconds} s.");
        return failures == 0 ? 0 : 1;
    }

    private static async Task<(string Table, IReadOnlyList<string> Failures)> AttackAsync(Lab lab, bool isLong, string words)
    {
        IReadOnlyList<Attack> attacks = [.. All().Where(attack => attack.Rows.Any(row => row.Name.Contains(words, StringComparison.Ordinal))
            && (!attack.NeedsPostgres || lab.HasPostgres) && (!attack.NeedsNginx || Nginx.CanStart)
            && (!lab.IsNaive || attack.AppliesToNaive) && (isLong || !attack.MeasuresTime))];

        // The naive build needs few rounds, because nearly every guess has to be right there.
        var scale = isLong && !lab.IsNaive ? LongScale : 1;
        await Parallel.ForEachAsync(
            attacks.Where(attack => !attack.MeasuresTime),
            new ParallelOptions { MaxDegreeOfParallelism = 3 },
            async (attack, _) => await attack.RunAsync(lab, attack.Rounds * scale, new Random()));
        foreach (var attack in attacks.Where(attack => attack.MeasuresTime))
        {
            await attack.RunAsync(lab, attack.Rounds * scale, new Random());
        }

        return Report.Write(attacks.SelectMany(attack => attack.Rows), lab.IsNaive);
    }

    private static bool IsData(string url) =>
        url.EndsWith(".csv", StringComparison.Ordinal) || url.Contains("/export/", StringComparison.Ordinal);

    private static IReadOnlyList<Attack> All()
    {
        var none = new Dictionary<string, string>();
        var other = new Dictionary<string, string> { ["Privacy:Rho"] = "1.0", ["Privacy:Profile"] = "small" };
        var (plain, tls) = (new Setup(), new Setup { HasTls = true });
        var proxy = new Setup { HasProxy = true, Settings = new Dictionary<string, string> { ["Proxies:Networks"] = "127.0.0.1" } };
        return
        [
            new Quarters(),
            new QuarterEnd("participation: two nodes at the end of a quarter, release only", none, TimeSpan.Zero, isLate: false),
            new QuarterEnd("participation: a period closes while another node commits to it", none, TimeSpan.Zero, isLate: true),
            new QuarterEnd("participation: two nodes whose clocks differ by 30 minutes", none, TimeSpan.FromMinutes(30), isLate: false),
            new QuarterEnd("participation: two nodes with different settings", other, TimeSpan.Zero, isLate: false),
            new Stop("participation: a stop while people wait, release only", isRestored: false),
            new Stop("participation: a restored backup, release only", isRestored: true),
            new OldState(),
            new LostCommits(),
            new OneSqliteCopy(),
            new OnePostgresDump(),
            new HotJournal(),
            new PhysicalCopy(hasKeys: false),
            new PhysicalCopy(hasKeys: true),
            new LiveDifference("every public URL before and after one screening", target => target.ReadableUrls(), Reads.Everything),
            new LiveDifference(
                "the same files again: ranges, gzip, conditions, withdrawn",
                async target => [.. (await target.ReadableUrls()).Where(IsData)],
                Reads.Plain, Reads.Compressed, Reads.InRanges, Reads.Conditional),
            new ReplayedAnswer(),
            new ResponseOracle("participation: replay of a known idempotency key", plain, hasKey: true),
            new ResponseOracle(
                "participation: small limit of a shared network, from the response", new Setup { Allowance = 1 }, hasKey: false),
            new FullMemory(),
            new LastPlace(
                "participation: full memory of idempotency keys, from the release",
                allowance: 0, target => target.FillRetryMemory(room: 1), hasKey: true),
            new LastPlace(
                "participation: full memory of networks, from the release",
                allowance: 1, target => target.FillAllowance(room: 1), hasKey: false),
            new Displacement(),
            new MetricsAndLog(),
            new LimitTiming(),
            new LengthAttack(new("band, from the length of a response"), plain, isNaive: true, Measure.Response),
            new LengthAttack(new("band, from the length of a FHIR response"), plain, isNaive: false, Measure.FhirResponse),
            new RecordAttack("HTTP/1.1", tls, HttpVersion.Version11),
            new RecordAttack("HTTP/2", tls, HttpVersion.Version20),
            new RecordAttack("HTTP/1.1 behind nginx", proxy, HttpVersion.Version11),
            new RecordAttack("HTTP/2 behind nginx", proxy, HttpVersion.Version20),
            new LengthAttack(new("band, from the length of a request of the widget"), plain, isNaive: false, Measure.WidgetRequest),
            new LengthAttack(
                new("**band, from the length of a request of an API client**", Expectation.Succeeds),
                plain, isNaive: false, Measure.Request),
            new LengthAttack(
                new("**band, from the length of a request of a FHIR client**", Expectation.Succeeds),
                plain, isNaive: false, Measure.FhirRequest),
        ];
    }
}
