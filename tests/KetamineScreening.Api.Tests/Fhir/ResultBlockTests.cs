using System.Text;
using System.Text.Json;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>The results of an operation have one length, and their block is not larger than necessary.</summary>
public sealed class ResultBlockTests(SharedService service, ITestOutputHelper output)
{
    private const int Step = 4 * 1024;
    private static readonly string LongPath = "Parameters.".PadRight(ScoredQuestionnaireResponse.LongestExpression, 'x');

    private const string LongestTime = "2026-11-26T12:00:00.123456789+00:00";

    private delegate void Writer(
        Utf8JsonWriter json, ScoredQuestionnaireResponse scored, ScreeningResponse explained, FhirServices fhir);

    [Fact]
    public async Task One_block_holds_every_possible_result_in_every_language_and_country()
    {
        // The longest canonical base that the settings allow.
        var canonicalBase = "https://".PadRight(FhirOptions.LongestBase, 'x');
        await using var own = new Service(new Dictionary<string, string> { ["Fhir:CanonicalBase"] = canonicalBase });
        var fhir = own.Services.GetRequiredService<FhirServices>();

        (ResourceFormat Format, int Score, int Process)[] blocks =
        [
            (ResourceFormat.Json, ScoreQuestionnaireResponse.Block, ProcessResponse.Block),
            (ResourceFormat.Xml, ScoreQuestionnaireResponse.XmlBlock, ProcessResponse.XmlBlock),
        ];
        foreach (var (format, score, process) in blocks)
        {
            Writer plain = (json, scored, explained, _) => PlainScore.Write(json, scored, explained);
            Assert.Multiple(
                () => AssertFits($"$score {format.Name}", fhir, score, plain, format),
                () => AssertFits($"$process-response {format.Name}", fhir, process, ProcessResponse.Write, format));
        }
    }

    [Theory]
    [InlineData("$score", "json", ScoreQuestionnaireResponse.Block)]
    [InlineData("$score", "xml", ScoreQuestionnaireResponse.XmlBlock)]
    [InlineData("$process-response", "json", ScoreQuestionnaireResponse.Block)]
    public async Task Errors_about_answers_have_the_length_of_one_block_however_many_there_are(string operation, string format, int block)
    {
        foreach (var errors in (int[])[1, 10, 1000])
        {
            var answers = Enumerable.Range(0, errors).ToDictionary(i => $"no-such-item-with-a-long-name-{i}", _ => "x");
            using var response = await service.PostFhir(
                $"/fhir/Questionnaire/{Some.SelfCheck}/{operation}?_format={format}", FhirReading.Response(Some.SelfCheck, answers));

            Assert.Equal((422, block), ((int)response.StatusCode, (await response.Text()).Length));
        }
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Every_result_of_an_operation_has_the_same_length_so_that_the_length_reveals_nothing(string id)
    {
        foreach (var answers in Expected.Varied(id, 20, new Random(11)))
        {
            var response = FhirReading.Response(id, answers);
            response["status"] = "in-progress";
            response["authored"] = LongestTime;
            response.Answer("form.total", "valueInteger", 1000);
            (string, int)[] operations =
            [
                ("$score?_format=json", ScoreQuestionnaireResponse.Block), ("$process-response?_format=json", ProcessResponse.Block),
                ("$score?_format=xml", ScoreQuestionnaireResponse.XmlBlock), ("$process-response?_format=xml", ProcessResponse.XmlBlock),
            ];
            foreach (var (operation, block) in operations)
            {
                using var result = await service.PostFhir($"/fhir/Questionnaire/{id}/{operation}&country=US", response);
                Assert.Equal(block, Encoding.UTF8.GetByteCount(await result.Text()));
                Assert.Equal(block, result.Content.Headers.ContentLength);
            }
        }
    }

    private void AssertFits(string operation, FhirServices fhir, int block, Writer write, ResourceFormat format)
    {
        var bounds = fhir.Catalog.Questionnaires
            .SelectMany(questionnaire => questionnaire.ScoredVersions)
            .SelectMany(version => version.Languages, (version, language) => (
                Name: $"{operation} {version.Address} {language}",
                Bytes: UpperBound(fhir, version, language, write, format)))
            .ToList();
        foreach (var (name, bytes) in bounds) output.WriteLine($"{name}: at most {bytes:N0} bytes");

        Assert.InRange(bounds.Max(bound => bound.Bytes), block - Step + 1, block);
    }

    // Length of a result with everything that one person can get, even where two parts exclude each other.
    private static int UpperBound(FhirServices fhir, PublishedVersion version, string language, Writer write, ResourceFormat format)
    {
        var questionnaire = version.Questionnaire;
        var helps = fhir.Help.Countries.Append(null)
            .SelectMany(country => new[] { fhir.Help.For(country, language), fhir.Help.WithoutExpiry(country, language) });
        var (anyBranch, anyBand) = (questionnaire.Branches[0], questionnaire.Branches[0].ReachableBands(questionnaire).First());
        var longestHelp = helps.MaxBy(help => Length(fhir, version, language, anyBranch, anyBand, help, write, format))!;
        return questionnaire.Branches
            .SelectMany(branch => branch.ReachableBands(questionnaire).Select(band =>
                Length(fhir, version, language, branch, band, longestHelp, write, format)))
            .Max();
    }

    private static int Length(
        FhirServices fhir, PublishedVersion version, string language, Branch branch, Band band, HelpForCountry help,
        Writer write, ResourceFormat format)
    {
        var (questionnaire, wording) = (version.Questionnaire, version.Wordings[language]);
        var definitions = questionnaire.Definition.Sections.SelectMany(section => section.Items).ToList();
        var answers = Interview.Of(
            questionnaire,
            item => branch.BranchingAnswers[item.Index] ?? LongestOption(item, wording.OptionLabels(definitions[item.Index])));
        Assert.Empty(AnswerSheet.Check(questionnaire, answers, out var sheet));
        var result = Scorer.Score(sheet!);
        var texts = new LocalTexts(language, wording, fhir.Wordings[language], help, fhir.Help.WordingOf(language));
        var scored = new ScoredQuestionnaireResponse(
            result,
            IsContributed: true,
            "in-progress",
            LongestTime,
            fhir.Forms.Of(questionnaire),
            texts,
            [
                .. new[] { IssueCode.InProgress, IssueCode.TotalDiffers, IssueCode.BandDiffers }.Select(code => new Issue(code, LongPath)),
                .. questionnaire.Items.Where(item => !branch.Asked[item.Index])
                    .Select(item => new Issue(ErrorCode.NotAsked, LongPath, Diagnostics: $"linkId: {item.Id}")),
            ]);
        // The completed response has the label of its own band and not that of the longest one.
        var labels = wording.Bands.Values.Select(Encoding.UTF8.GetByteCount);
        var everything = Screenings.ResultBlockTests.Everything(questionnaire, wording, branch, band, help);
        return format.FromJson(FhirJson.Bytes(json => write(json, scored, everything, fhir))).Length + labels.Max();
    }

    private static int LongestOption(Item item, IReadOnlyDictionary<string, string> labels) =>
        item.Options.MaxBy(option => option.Code.Length + Encoding.UTF8.GetByteCount(labels[option.Code]))!.Index;
}
