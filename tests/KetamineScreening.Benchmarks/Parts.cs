using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.Logging.Abstractions;
using Perfolizer.Horology;

namespace KetamineScreening.Benchmarks;

/// <summary>What a screening goes through inside of the process: runs <see cref="Steps"/>.</summary>
internal static class Parts
{
    private static readonly ContentFiles Files = new(Path.Combine(AppContext.BaseDirectory, "Content"));

    /// <summary>All instruments with their texts.</summary>
    public static QuestionnaireCatalog Catalog { get; } = QuestionnaireCatalog.Load(Files);

    /// <summary>Help that goes with a result.</summary>
    public static HelpForCountry Help { get; } = new HelpDirectory(HelpContent.Load(Files)!, TimeProvider.System, NullLogger<HelpDirectory>.Instance).For("IE", Language.Source);

    /// <summary>All instruments.</summary>
    public static IReadOnlyList<Questionnaire> Questionnaires { get; } = [.. Catalog.Questionnaires.Select(instrument => instrument.Current.Questionnaire)];

    /// <summary>Id of the longest of them.</summary>
    public const string SelfCheck = "ketamine-self-check";

    /// <summary>Its document.</summary>
    public static byte[] Document => Catalog.Find(SelfCheck)!.Current.Document(Language.Source).Content.ToArray();

    /// <summary>Mean length of a result without its blanks.</summary>
    public static int MeanResult { get; } = (int)Catalog.Questionnaires.SelectMany(instrument => Sheets(instrument).Select(sheet => Plain(instrument.Current, Scorer.Score(sheet)).Length)).Average();

    /// <summary>A result by way of objects.</summary>
    public static byte[] Plain(PublishedVersion published, ScreeningResult result) => JsonSerializer.SerializeToUtf8Bytes(
        ScreeningResponse.From(result, published.Wordings[Language.Source], Help, ContributionOutcome.Accepted), ScreeningsJson.Plain.ScreeningResponse);

    /// <summary>Measures each step with each instrument.</summary>
    /// <returns>What checking and scoring the longest costs.</returns>
    public static ScoringCost Measure(bool isShort)
    {
        // In this process: one of its own for each step would be built anew each time, and takes minutes.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(isShort ? 10 : 40).WithIterationTime(TimeInterval.FromMilliseconds(100));
        var artifacts = Directory.CreateTempSubdirectory("benchmark-").FullName;
        var summary = BenchmarkRunner.Run<Steps>(ManualConfig.CreateEmpty()
            .AddJob(job).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(BenchmarkDotNet.Loggers.NullLogger.Instance).WithArtifactsPath(artifacts));
        Directory.Delete(artifacts, recursive: true);
        Console.WriteLine("\n### Steps of a screening, by BenchmarkDotNet\n\n| instrument | step | median ns | lowest | highest | bytes allocated |\n| --- | --- | --- | --- | --- | --- |");
        ScoringCost? ofSelfCheck = null;
        foreach (var report in summary.Reports)
        {
            var (step, id) = (report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), (string)report.BenchmarkCase.Parameters["Id"]);
            var (time, bytes) = (report.ResultStatistics!, report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {id} | {step} | {time.Median:0} | {time.Min:0} | {time.Max:0} | {bytes} |"));
            if (id == SelfCheck && step == Steps.CheckAndScore) ofSelfCheck = new ScoringCost(time.Median, bytes, Kept(Catalog.Find(id)!));
        }

        return ofSelfCheck!;
    }

    // What stays of checking and scoring when only the results are held.
    private static double Kept(PublishedQuestionnaire instrument)
    {
        var sheets = Sheets(instrument);
        var results = new object?[1000 * sheets.Count];
        // What is being compiled meanwhile takes memory too, and gives it back.
        Thread.Sleep(500);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < results.Length; i++) results[i] = Scorer.Score(AnswerSheet.Of(instrument.Current.Questionnaire, sheets[i % sheets.Count].Chosen)!);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(results);
        return (after - before) / (double)results.Length;
    }

    private static List<AnswerSheet> Sheets(PublishedQuestionnaire instrument) =>
        [.. Requests.Bodies(instrument.Current.Questionnaire, contribute: true).Select(body => ScreeningBody.Read(Encoding.UTF8.GetBytes(body), instrument, []).Sheet!)];
}

/// <summary>What it costs to check and score answers.</summary>
/// <param name="Nanoseconds">Time.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Kept">Bytes that the result keeps.</param>
internal sealed record ScoringCost(double Nanoseconds, double Allocated, double Kept);
