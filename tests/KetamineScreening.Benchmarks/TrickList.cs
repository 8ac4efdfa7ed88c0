using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Http.Caching;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Screenings.Fast;
using KetamineScreening.Domain.Scoring;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Benchmarks;

/// <summary>The tricks of the code that can be measured inside the process, with the longest questionnaire.</summary>
internal sealed class TrickList
{
    private const int BufferLength = 64 * 1024;

    private readonly PublishedQuestionnaire questionnaire = Parts.Catalog.Find(Parts.SelfCheck)!;
    private readonly PrecomputedVersions precomputed = new(Parts.Catalog);
    private readonly byte[] buffer = new byte[BufferLength];
    private readonly byte[][] bodies;
    private readonly ScreeningResult[] results;
    private readonly byte[][] items;
    private readonly DefaultHttpContext conditional;
    private int next;

    public TrickList()
    {
        bodies = [.. Requests.Bodies(Published.Questionnaire, contribute: true).Select(Encoding.UTF8.GetBytes)];
        results = [.. Parts.Sheets(questionnaire).Select(Scorer.Score)];
        items = [.. Published.Questionnaire.Items.Select(item => Encoding.UTF8.GetBytes(item.Id))];
        conditional = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        conditional.Request.Method = HttpMethods.Get;
        conditional.Request.Headers.IfNoneMatch = Document.Plain.Tag.ToString();
    }

    private PublishedVersion Published => questionnaire.Current;

    private ServedBytes Document => Published.Document(Language.Source);

    private ResultPieces Pieces => precomputed[Published].Pieces(Language.Source);

    /// <summary>All of them.</summary>
    public IEnumerable<Trick> All()
    {
        yield return new("a body is parsed into indexes of options", Tricks.Screening, () => ReadPlain(Body()), () => ReadFast(Body()));
        yield return new("the next item is compared first", Tricks.Screening, () => Find(guess: false), () => Find(guess: true));
        yield return new("a result consists of UTF-8 fragments", Tricks.Screening, () => Parts.Plain(Published, Result()), () => Write());
        yield return new("the help of a country is serialized once", Tricks.Screening, () => WriteHelp(), CopyHelp());
        yield return new("a questionnaire is serialized once", Tricks.Questionnaire, Serialize, () => _ = Document.Plain.Content);
        yield return new("a 304 is decided by comparing one header", Tricks.NotModified, Evaluate, Compare);
    }

    private byte[] Body() => bodies[next = (next + 1) % bodies.Length];

    private ScreeningResult Result() => results[next = (next + 1) % results.Length];

    private void ReadPlain(byte[] body) => ScreeningBody.Read(body, questionnaire, isAboutAsked: true, []);

    private void ReadFast(byte[] body) => FastBody.Read(body, questionnaire, isAboutAsked: true, precomputed);

    private void Find(bool guess)
    {
        var (codes, item) = (precomputed[Published].Codes, -1);
        foreach (var id in items) item = codes.Item(id, guess ? item + 1 : 0);
    }

    private int Write() => Pieces.Write(buffer, Result(), Parts.HelpFragment, isContributed: true);

    private static byte[] WriteHelp() =>
        JsonSerializer.SerializeToUtf8Bytes(Parts.Help.Services, ScreeningsJson.Plain.IReadOnlyListHelpContact);

    private Action CopyHelp()
    {
        var stored = WriteHelp();
        return () => stored.CopyTo(buffer, 0);
    }

    private void Serialize() => JsonSerializer.SerializeToUtf8Bytes(
        QuestionnaireDocument.From(Published, Published.Wordings[Language.Source]), QuestionnairesJson.Plain.QuestionnaireDocument);

    private void Compare() => NotModified.For(conditional, Document.Plain.Tag);

    private void Evaluate()
    {
        // The headers of the last response would be there otherwise.
        conditional.Response.Headers.Clear();
        Document.ToFile(Document.Plain).ExecuteAsync(conditional).GetAwaiter().GetResult();
    }
}
