using KetamineScreening.Api.Http;
using System.Text;
using BenchmarkDotNet.Attributes;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Benchmarks;

/// <summary>The single steps of a screening for BenchmarkDotNet; each processes the prepared bodies of one questionnaire in turn.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class Steps
{
    /// <summary>Name of the step that has a target.</summary>
    public const string CheckAndScore = "check and score";

    private const int Bodies = Requests.PerQuestionnaire;

    // Longer than any result.
    private const int BufferLength = 64 * 1024;

    private readonly PrecomputedVersions precomputed = new(Parts.Catalog);
    private readonly byte[] buffer = new byte[BufferLength];
    private PublishedQuestionnaire questionnaire = null!;
    private PublishedVersion published = null!;
    private Vocabulary vocabulary = null!;
    private byte[][] bodies = [];
    private AnswerSheet[] sheets = [];
    private ScreeningResult[] results = [];
    private long[] sums = [];

    /// <summary>Ids of the questionnaires.</summary>
    public static IEnumerable<string> Ids => Parts.Questionnaires.Select(questionnaire => questionnaire.Id);

    /// <summary>Id of the questionnaire.</summary>
    [ParamsSource(nameof(Ids))]
    public string Id { get; set; } = "";

    private Questionnaire Questionnaire => published.Questionnaire;

    /// <summary>Prepares bodies, sheets and results.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        questionnaire = Parts.Catalog.Find(Id)!;
        published = questionnaire.Current;
        vocabulary = questionnaire.VocabularyOf(published.Version.Major, PrivacyProfile.Full);
        bodies = [.. Requests.Bodies(Questionnaire, contribute: true).Select(Encoding.UTF8.GetBytes)];
        sheets = [.. bodies.Select(body => ScreeningBody.Read(body, questionnaire, isAboutAsked: true, []).Sheet!)];
        results = [.. sheets.Select(Scorer.Score)];
        sums = new long[vocabulary.Cells.Length];
    }

    /// <summary>Reads a body with the reader that reports all errors.</summary>
    [Benchmark(Description = "read, plain", OperationsPerInvoke = Bodies)]
    public object? ReadPlain()
    {
        object? last = null;
        foreach (var body in bodies) last = ScreeningBody.Read(body, questionnaire, isAboutAsked: true, []);
        return last;
    }

    /// <summary>Reads a body with the fast reader, which handles valid bodies only.</summary>
    [Benchmark(Description = "read and check, fast", OperationsPerInvoke = Bodies)]
    public object? ReadFast()
    {
        object? last = null;
        foreach (var body in bodies) last = FastBody.Read(body, questionnaire, isAboutAsked: true, precomputed);
        return last;
    }

    /// <summary>Checks and scores answers.</summary>
    [Benchmark(Description = CheckAndScore, OperationsPerInvoke = Bodies)]
    public object? Score()
    {
        object? last = null;
        foreach (var sheet in sheets) last = Scorer.Score(AnswerSheet.Of(Questionnaire, sheet.Chosen)!);
        return last;
    }

    /// <summary>Adds a result to the pending totals.</summary>
    [Benchmark(Description = "add to the totals", OperationsPerInvoke = Bodies)]
    public long Count()
    {
        foreach (var result in results) vocabulary.Add(result, AboutPerson.NotGiven, sums);
        return sums[0];
    }

    /// <summary>Writes a result with the JSON serializer.</summary>
    [Benchmark(Description = "write, plain", OperationsPerInvoke = Bodies)]
    public object? WritePlain()
    {
        object? last = null;
        foreach (var result in results) last = Parts.Plain(published, result);
        return last;
    }

    /// <summary>Writes a result from prepared pieces.</summary>
    [Benchmark(Description = "write, fast", OperationsPerInvoke = Bodies)]
    public int WriteFast()
    {
        var length = 0;
        foreach (var result in results)
        {
            length += precomputed[published].Pieces(Language.Source).Write(buffer, result, Parts.HelpFragment, isContributed: true);
        }

        return length;
    }
}
