using System.Text;
using BenchmarkDotNet.Attributes;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Benchmarks;

/// <summary>The steps of a screening one by one, for BenchmarkDotNet: each takes the recorded bodies of an instrument in turn.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class Steps
{
    /// <summary>What the step is called that has a target.</summary>
    public const string CheckAndScore = "check and score";

    private const int Bodies = Requests.OfEach;

    private readonly PrecomputedVersions precomputed = new(Parts.Catalog);
    private readonly byte[] buffer = new byte[PaddedResult.Block];
    private PublishedQuestionnaire instrument = null!;
    private PublishedVersion published = null!;
    private Vocabulary vocabulary = null!;
    private byte[][] bodies = [];
    private AnswerSheet[] sheets = [];
    private ScreeningResult[] results = [];
    private long[] sums = [];

    /// <summary>Ids of the instruments.</summary>
    public static IEnumerable<string> Instruments => Parts.Questionnaires.Select(questionnaire => questionnaire.Id);

    /// <summary>Id of the instrument.</summary>
    [ParamsSource(nameof(Instruments))]
    public string Id { get; set; } = "";

    private Questionnaire Questionnaire => published.Questionnaire;

    /// <summary>Records the bodies.</summary>
    [GlobalSetup]
    public void Record()
    {
        instrument = Parts.Catalog.Find(Id)!;
        published = instrument.Current;
        vocabulary = instrument.VocabularyOf(published.Version.Major);
        bodies = [.. Requests.Bodies(Questionnaire, contribute: true).Select(Encoding.UTF8.GetBytes)];
        sheets = [.. bodies.Select(body => ScreeningBody.Read(body, instrument, []).Sheet!)];
        results = [.. sheets.Select(Scorer.Score)];
        sums = new long[vocabulary.Cells.Length];
    }

    /// <summary>A body read by the reader that can say what is wrong.</summary>
    [Benchmark(Description = "read, plain", OperationsPerInvoke = Bodies)]
    public object? ReadPlain()
    {
        object? last = null;
        foreach (var body in bodies) last = ScreeningBody.Read(body, instrument, []);
        return last;
    }

    /// <summary>A body read by the reader for those that nothing is wrong with.</summary>
    [Benchmark(Description = "read and check, fast", OperationsPerInvoke = Bodies)]
    public object? ReadFast()
    {
        object? last = null;
        foreach (var body in bodies) last = FastBody.Read(body, instrument, precomputed);
        return last;
    }

    /// <summary>Answers checked and scored.</summary>
    [Benchmark(Description = CheckAndScore, OperationsPerInvoke = Bodies)]
    public object? Score()
    {
        object? last = null;
        foreach (var sheet in sheets) last = Scorer.Score(AnswerSheet.Of(Questionnaire, sheet.Chosen)!);
        return last;
    }

    /// <summary>A result added to what waits to be counted.</summary>
    [Benchmark(Description = "add to the totals", OperationsPerInvoke = Bodies)]
    public long Count()
    {
        foreach (var result in results) vocabulary.Add(result, sums);
        return sums[0];
    }

    /// <summary>A result written by way of objects.</summary>
    [Benchmark(Description = "write, plain", OperationsPerInvoke = Bodies)]
    public object? WritePlain()
    {
        object? last = null;
        foreach (var result in results) last = Parts.Plain(published, result);
        return last;
    }

    /// <summary>A result put together from pieces.</summary>
    [Benchmark(Description = "write, fast", OperationsPerInvoke = Bodies)]
    public int WriteFast()
    {
        var length = 0;
        foreach (var result in results) length += precomputed[published].Pieces(Language.Source).Write(buffer, result, Parts.Help, ContributionOutcome.Accepted);
        return length;
    }
}
