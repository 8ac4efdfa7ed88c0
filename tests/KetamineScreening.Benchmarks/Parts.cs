using KetamineScreening.Api.Http;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.Logging.Abstractions;
using Perfolizer.Horology;

namespace KetamineScreening.Benchmarks;

/// <summary>Measures the parts of a screening inside the process with <see cref="Steps"/>.</summary>
internal static class Parts
{
    private const string Country = "IE";

    private static readonly ContentFiles Files = new(Path.Combine(AppContext.BaseDirectory, "Content"));

    private static readonly LocalHelp AllHelp =
        new HelpDirectory(HelpContent.Load(Files)!, TimeProvider.System, NullLogger<HelpDirectory>.Instance).In(Language.Source);

    /// <summary>All questionnaires with their texts.</summary>
    public static QuestionnaireCatalog Catalog { get; } = QuestionnaireCatalog.Load(Files);

    /// <summary>The help entries of a result.</summary>
    public static HelpForCountry Help => AllHelp.For(Country);

    /// <summary>The same as a fragment of a result.</summary>
    public static ReadOnlySpan<byte> HelpFragment => ResultHelp.Of(AllHelp).For(Country);

    /// <summary>The current version of every questionnaire.</summary>
    public static IReadOnlyList<Questionnaire> Questionnaires { get; } =
        [.. Catalog.Questionnaires.Select(questionnaire => questionnaire.Current.Questionnaire)];

    /// <summary>Id of the longest questionnaire.</summary>
    public const string SelfCheck = "ketamine-self-check";

    /// <summary>Writes a result with the JSON serializer.</summary>
    public static byte[] Plain(PublishedVersion published, ScreeningResult result) => JsonSerializer.SerializeToUtf8Bytes(
        ScreeningResponse.From(result, published.Wordings[Language.Source], Help, isContributed: true),
        ScreeningsJson.Plain.ScreeningResponse);

    /// <summary>Measures each step with each questionnaire.</summary>
    /// <returns>The cost of checking and scoring the longest questionnaire.</returns>
    public static ScoringCost Measure(bool isShort)
    {
        // In-process toolchain: the default one builds a project for each step, which takes minutes.
        var job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(5)
            .WithIterationCount(isShort ? 10 : 40)
            .WithIterationTime(TimeInterval.FromMilliseconds(100));
        var artifacts = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var summary = BenchmarkRunner.Run<Steps>(ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(BenchmarkDotNet.Loggers.NullLogger.Instance)
            .WithArtifactsPath(artifacts));
        Directory.Delete(artifacts, recursive: true);
        Console.WriteLine("\n### Steps of a screening, by BenchmarkDotNet\n");
        Console.WriteLine("| questionnaire | step | median ns | lowest | highest | bytes allocated |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        ScoringCost? costOfSelfCheck = null;
        foreach (var report in summary.Reports)
        {
            var benchmark = report.BenchmarkCase;
            var step = benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
            var id = (string)benchmark.Parameters["Id"];
            var (time, bytes) = (report.ResultStatistics!, report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0);
            var figures = string.Create(CultureInfo.InvariantCulture, $"{time.Median:0} | {time.Min:0} | {time.Max:0} | {bytes}");
            Console.WriteLine($"| {id} | {step} | {figures} |");
            if (id == SelfCheck && step == Steps.CheckAndScore)
            {
                costOfSelfCheck = new ScoringCost(time.Median, bytes, RetainedBytes(Catalog.Find(id)!));
            }
        }

        return costOfSelfCheck!;
    }

    // Memory per result that remains referenced when only the results are kept.
    private static double RetainedBytes(PublishedQuestionnaire questionnaire)
    {
        var sheets = Sheets(questionnaire);
        var results = new object?[1000 * sheets.Count];
        // Background compilation takes memory too; wait until it has released it.
        Thread.Sleep(500);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = Scorer.Score(AnswerSheet.Of(questionnaire.Current.Questionnaire, sheets[i % sheets.Count].Chosen)!);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(results);
        return (after - before) / (double)results.Length;
    }

    /// <summary>The answers of the prepared requests of a questionnaire.</summary>
    public static List<AnswerSheet> Sheets(PublishedQuestionnaire questionnaire) =>
        [.. Requests.Bodies(questionnaire.Current.Questionnaire, contribute: true)
            .Select(body => ScreeningBody.Read(Encoding.UTF8.GetBytes(body), questionnaire, isAboutAsked: true, []).Sheet!)];
}

/// <summary>Cost of checking and scoring the answers of one person.</summary>
/// <param name="Nanoseconds">Median time.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Retained">Bytes that the result retains.</param>
internal sealed record ScoringCost(double Nanoseconds, double Allocated, double Retained);
