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
    private static readonly HelpForCountry Help = HelpDirectory.Load(Files, TimeProvider.System, NullLogger<HelpDirectory>.Instance)!.For("IE", Language.Source);

    /// <summary>All instruments.</summary>
    public static IReadOnlyList<Questionnaire> Questionnaires { get; } = [.. Catalog.Instruments.Select(instrument => instrument.Current.Questionnaire)];

    /// <summary>Mean length of a result without its blanks.</summary>
    public static int MeanResult { get; } = (int)Catalog.Instruments.SelectMany(instrument => Requests.Bodies(instrument.Current.Questionnaire, contribute: true).Select(body => Plain(instrument.Current, Scorer.Score(SheetOf(instrument, body))).Length)).Average();

    /// <summary>Measures each step with each instrument.</summary>
    public static void Measure(bool isShort)
    {
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

            void Row(string step, Func<int, object?> run)
            {
                var (nanoseconds, bytes) = Cost(run, bodies.Length, isShort ? 100 : 400);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {instrument.Id} | {step} | {nanoseconds:0} | {bytes:0} |"));
            }
        }
    }

    // The quickest of several runs: what else the machine does can only make a run slower.
    private static (double Nanoseconds, double Bytes) Cost(Func<int, object?> run, int inputs, int repeats)
    {
        var (best, bytes) = (double.MaxValue, 0.0);
        for (var attempt = 0; attempt < 20; attempt++)
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
