using System.Net;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures every trick on the path of a request alone, against the plain way.</summary>
internal static class Tricks
{
    /// <summary>Row of a screening that is counted.</summary>
    public const string Screening = "screening, counted";

    /// <summary>Row of a questionnaire.</summary>
    public const string Questionnaire = "questionnaire";

    /// <summary>Row of a questionnaire that is not modified.</summary>
    public const string NotModified = "questionnaire, 304";

    /// <summary>A trick that saves less of the processor time of a request is not worth its code.</summary>
    private const double Least = 0.03;

    private const string CostsName = "costs";
    private const string AsPublished = "as published";

    // Environment variables that undo a setting of the project file, and settings that were not chosen.
    private static readonly (string Name, string Variable, string Value)[] RuntimeSettings =
    [
        ("with concurrent garbage collection", "DOTNET_gcConcurrent", "1"),
        ("with the garbage collector of servers", "DOTNET_gcServer", "1"),
        ("with one arena of malloc (the unit for systemd)", "MALLOC_ARENA_MAX", "1"),
        ("without profile-guided optimisation", "DOTNET_TieredPGO", "0"),
        ("with inline completions of sockets (not chosen)", "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
    ];

    private static Requests Longest => Requests.Screenings(
        Parts.Questionnaires.Where(questionnaire => questionnaire.Id == Parts.SelfCheck), contribute: true);

    /// <summary>Measures the requests, the settings and the tricks, and writes a table of each.</summary>
    public static async Task Measure(Servers servers, Comparison comparison, bool isShort)
    {
        var screenings = Requests.Screenings(Parts.Questionnaires, contribute: true);
        await comparison.Run(Costs(servers, await servers.Lengths()));
        await comparison.Run(new Scenario("settings", "Settings of the runtime, 64 connections", 64,
        [
            new(AsPublished, () => servers.Variant("ours, as published", []), screenings, ExpectedText: Scenarios.Received),
            .. RuntimeSettings.Select(setting => new Row(
                setting.Name,
                () => servers.Variant($"ours, {setting.Variable}", new() { [setting.Variable] = setting.Value }),
                screenings,
                ExpectedText: Scenarios.Received)),
        ], AsPublished));
        const string All = "all settings";
        await comparison.Run(new Scenario("framework", "Settings of the framework, stored responses of FastEndpoints, 64 connections", 64,
        [
            new(All, () => servers.Bare(""), screenings),
            .. References.Bare.Settings.Select(each => new Row(each.Without, () => servers.Bare(each.Setting), screenings)),
            new("without FastEndpoints (echoraw)", servers.Raw, screenings),
        ], All));
        Write(comparison, isShort);
        await Commits(comparison, servers);
    }

    // The tricks are measured with the longest questionnaire.
    private static Scenario Costs(Servers servers, ServedLengths lengths) => new(
        CostsName,
        "The requests whose tricks are measured, 64 connections",
        64,
        [
            new(Screening, servers.Sqlite, Longest, ExpectedText: Scenarios.Received),
            new(Questionnaire, servers.Sqlite, Requests.Get(ServedLengths.DocumentPath)),
            new(NotModified, servers.Sqlite, Requests.Get(ServedLengths.DocumentPath, lengths.Document.Tag), HttpStatusCode.NotModified),
        ],
        Screening);

    private static void Write(Comparison comparison, bool isShort)
    {
        Console.WriteLine("\n### Tricks of the code\n\nSaved: of the processor time that the request would take without the trick.\n");
        Console.WriteLine("| trick | request | plain, ns | fast, ns | saved | bytes allocated, plain and fast | at least 3 % |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var trick in new TrickList().All())
        {
            var (plain, fast) = trick.Measure(isShort ? 20 : 200);
            var saved = plain.Nanoseconds - fast.Nanoseconds;
            var share = saved / (comparison.ProcessorMicroseconds(CostsName, trick.Request) * 1000 + saved);
            Console.WriteLine(FormattableString.Invariant(
                $"| {trick.Name} | {trick.Request} | {plain.Nanoseconds:0} | {fast.Nanoseconds:0} | {share:0.0 %} | ")
                + FormattableString.Invariant($"{plain.Bytes:0} and {fast.Bytes:0} | {(share >= Least ? "yes" : "no")} |"));
        }
    }

    // A screening that was written to the disk at once would wait for a turn of its own.
    private static async Task Commits(Comparison comparison, Servers servers)
    {
        await using var turns = new Turns(servers.Folder("tricks"));
        var turn = await turns.OfQuestionnaires();
        var request = comparison.ProcessorMicroseconds(CostsName, Screening);
        Console.WriteLine(FormattableString.Invariant($"\nCounting in memory and writing once a minute: a turn takes {turn} ms,"));
        Console.WriteLine(FormattableString.Invariant($"and a whole screening {request:0.0} us of processor time."));
    }
}
