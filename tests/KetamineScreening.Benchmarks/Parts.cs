using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace KetamineScreening.Benchmarks;

/// <summary>The steps of a screening one by one: time, and bytes allocated.</summary>
internal static class Parts
{
    private static readonly ContentFiles Files = new(Path.Combine(AppContext.BaseDirectory, "Content"));
    private static readonly QuestionnaireCatalog Catalog = QuestionnaireCatalog.Load(Files);
    private static readonly HelpForCountry Help = new HelpDirectory(HelpContent.Load(Files)!, TimeProvider.System, NullLogger<HelpDirectory>.Instance).For("IE", Language.Source);

    /// <summary>All instruments.</summary>
    public static IReadOnlyList<Questionnaire> Questionnaires { get; } = [.. Catalog.Instruments.Select(instrument => instrument.Current.Questionnaire)];

    /// <summary>Id of the longest of them.</summary>
    public const string SelfCheck = "ketamine-self-check";

    /// <summary>Its document.</summary>
    public static byte[] Document => Catalog.Find(SelfCheck)!.Current.Document(Language.Source).Content.ToArray();

    /// <summary>Mean length of a result without its blanks.</summary>
    public static int MeanResult { get; } = (int)Catalog.Instruments.SelectMany(instrument => Requests.Bodies(instrument.Current.Questionnaire, contribute: true).Select(body => Plain(instrument.Current, Scorer.Score(SheetOf(instrument, body))).Length)).Average();

    /// <summary>Measures each step with each instrument.</summary>
    /// <returns>What checking and scoring the longest costs.</returns>
    public static ScoringCost Measure(bool isShort)
    {
        ScoringCost? ofSelfCheck = null;
        Console.WriteLine("\n### Steps of a screening\n\n| instrument | step | ns | bytes allocated |\n| --- | --- | --- | --- |");
        foreach (var instrument in Catalog.Instruments)
        {
            var published = instrument.Current;
            var bodies = Requests.Bodies(published.Questionnaire, contribute: true).Select(Encoding.UTF8.GetBytes).ToArray();
            var sheets = Requests.Bodies(published.Questionnaire, contribute: true).Select(body => SheetOf(instrument, body)).ToArray();
            var results = sheets.Select(Scorer.Score).ToArray();
            var buffer = new byte[PaddedResult.Block];
            var vocabulary = instrument.VocabularyOf(published.Version.Major);
            var sums = new long[vocabulary.Cells.Length];
            Row("read, plain", i => ScreeningBody.Read(bodies[i], instrument, []));
            Row("read and check, fast", i => FastBody.Read(bodies[i], instrument));
            Row("check", i => AnswerSheet.Of(published.Questionnaire, sheets[i].Chosen));
            Row("score", i => Scorer.Score(sheets[i]));
            var (nanoseconds, bytes) = Row("check and score", i => Scorer.Score(AnswerSheet.Of(published.Questionnaire, sheets[i].Chosen)!));
            if (instrument.Id == SelfCheck) ofSelfCheck = new ScoringCost(nanoseconds, bytes, Kept(i => Scorer.Score(AnswerSheet.Of(published.Questionnaire, sheets[i].Chosen)!), sheets.Length));
            Row("add to the totals", i =>
            {
                vocabulary.Add(results[i], sums);
                return null;
            });
            Row("write, plain", i => Plain(published, results[i]));
            Row("write, fast", i =>
            {
                published.Pieces(Language.Source).Write(buffer, results[i], Help, ContributionOutcome.Accepted);
                return null;
            });

            (double Nanoseconds, double Bytes) Row(string step, Func<int, object?> run)
            {
                var cost = Cost(run, bodies.Length, isShort ? 30 : 200);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {instrument.Id} | {step} | {cost.Nanoseconds:0} | {cost.Bytes:0} |"));
                return cost;
            }
        }

        return ofSelfCheck!;
    }

    // What stays when only the results are held.
    private static double Kept(Func<int, object?> run, int inputs)
    {
        var results = new object?[1000 * inputs];
        // What is being compiled meanwhile takes memory too, and gives it back.
        Thread.Sleep(500);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < results.Length; i++) results[i] = run(i % inputs);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(results);
        return (after - before) / (double)results.Length;
    }

    // The quickest of several runs: what else the machine does can only make a run slower.
    private static (double Nanoseconds, double Bytes) Cost(Func<int, object?> run, int inputs, int repeats)
    {
        var (best, bytes) = (double.MaxValue, 0.0);
        var first = Stopwatch.GetTimestamp();
        // Long enough for the compiler to have come back to it.
        for (var attempt = 0; attempt < 20 || Stopwatch.GetElapsedTime(first).TotalSeconds < 0.5; attempt++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                for (var input = 0; input < inputs; input++) GC.KeepAlive(run(input));
            }

            var nanoseconds = Stopwatch.GetElapsedTime(began).TotalNanoseconds / repeats / inputs;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)repeats / inputs;
            best = Math.Min(best, nanoseconds);
        }

        return (best, bytes);
    }

    private static AnswerSheet SheetOf(Instrument instrument, string body) => ScreeningBody.Read(Encoding.UTF8.GetBytes(body), instrument, []).Sheet!;

    private static byte[] Plain(PublishedVersion published, ScreeningResult result) => JsonSerializer.SerializeToUtf8Bytes(
        ScreeningResponse.From(result, published.Wordings[Language.Source], Help, ContributionOutcome.Accepted), ApiJson.Plain.ScreeningResponse);
}

/// <summary>What it costs to check and score answers.</summary>
/// <param name="Nanoseconds">Time.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Kept">Bytes that the result keeps.</param>
internal sealed record ScoringCost(double Nanoseconds, double Allocated, double Kept);
