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

/// <summary>The length of a result of an operation depends on no answer and no country, and is not larger than necessary.</summary>
public sealed class ResultBlockTests(SharedService service, ITestOutputHelper output)
{
    private const int Step = 4 * 1024;

    // Rounding up to 1 KiB, and the room for numbers of more digits than they have.
    private const int MostUnused = 2 * 1024;

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

        Assert.Multiple(
            () => AssertFits("$score xml", fhir, ScoreQuestionnaireResponse.XmlBlock, PlainWriter, ResourceFormat.Xml),
            () => AssertFits("$process-response json", fhir, ProcessResponse.Block, ProcessResponse.Write, ResourceFormat.Json),
            () => AssertFits("$process-response xml", fhir, ProcessResponse.XmlBlock, ProcessResponse.Write, ResourceFormat.Xml));
    }

    [Fact]
    public async Task The_length_of_a_score_is_that_of_the_longest_one_of_its_questionnaire_in_its_language()
    {
        var fhir = service.Services.GetRequiredService<FhirServices>();
        var versions = fhir.Catalog.Questionnaires
            .SelectMany(questionnaire => questionnaire.ScoredVersions)
            .SelectMany(version => version.Languages, (version, language) => (version, language));
        foreach (var (version, language) in versions)
        {
            var id = version.Questionnaire.Id;
            var response = FhirReading.Response(id, Expected.Varied(id, 1, new Random(3))[0]);
            using var result = await service.PostFhir($"/fhir/Questionnaire/{id}/$score?_language={language}", response);
            var length = (int)result.Content.Headers.ContentLength!;
            var longest = UpperBound(
                fhir, version, language, fhir.Help.In(language), PlainWriter, ResourceFormat.Json);
            output.WriteLine($"{version.Address} {language}: {length:N0} bytes, the longest result at most {longest:N0}");

            Assert.InRange(longest, length - MostUnused, length);
        }
    }

    [Theory]
    [InlineData("$score", "json")]
    [InlineData("$score", "xml")]
    [InlineData("$process-response", "json")]
    public async Task Errors_about_answers_have_one_length_however_many_there_are(string operation, string format)
    {
        foreach (var errors in (int[])[1, 10, 1000])
        {
            var answers = Enumerable.Range(0, errors).ToDictionary(i => $"no-such-item-with-a-long-name-{i}", _ => "x");
            using var response = await service.PostFhir(
                $"/fhir/Questionnaire/{Some.SelfCheck}/{operation}?_format={format}", FhirReading.Response(Some.SelfCheck, answers));

            Assert.Equal((422, OperationOutcomes.ErrorsBlock), ((int)response.StatusCode, (await response.Text()).Length));
        }
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Every_result_of_an_operation_has_the_same_length_so_that_the_length_reveals_nothing(string id)
    {
        var lengths = new HashSet<int>();
        foreach (var answers in Expected.Varied(id, 20, new Random(11)))
        {
            var response = FhirReading.Response(id, answers);
            response["status"] = "in-progress";
            response["authored"] = LongestTime;
            response.Answer("form.total", "valueInteger", 1000);
            foreach (var country in (string[])["US", "AQ", "IE"])
            {
                lengths.Add(await LengthOf("$score?_format=json", country));
                Assert.Equal(ScoreQuestionnaireResponse.XmlBlock, await LengthOf("$score?_format=xml", country));
                Assert.Equal(ProcessResponse.Block, await LengthOf("$process-response?_format=json", country));
                Assert.Equal(ProcessResponse.XmlBlock, await LengthOf("$process-response?_format=xml", country));
            }

            async Task<int> LengthOf(string operation, string country)
            {
                using var result = await service.PostFhir($"/fhir/Questionnaire/{id}/{operation}&country={country}", response);
                Assert.Equal(result.Content.Headers.ContentLength, Encoding.UTF8.GetByteCount(await result.Text()));
                return (int)result.Content.Headers.ContentLength!;
            }
        }

        Assert.Single(lengths);
    }

    private static void PlainWriter(
        Utf8JsonWriter json, ScoredQuestionnaireResponse scored, ScreeningResponse explained, FhirServices fhir) =>
        PlainScore.Write(json, scored, explained);

    private void AssertFits(string operation, FhirServices fhir, int block, Writer write, ResourceFormat format)
    {
        var bounds = fhir.Catalog.Questionnaires
            .SelectMany(questionnaire => questionnaire.ScoredVersions)
            .SelectMany(version => version.Languages, (version, language) => (
                Name: $"{operation} {version.Address} {language}",
                Bytes: UpperBound(fhir, version, language, fhir.Help.WithoutExpiry(language), write, format)))
            .ToList();
        foreach (var (name, bytes) in bounds) output.WriteLine($"{name}: at most {bytes:N0} bytes");

        Assert.InRange(bounds.Max(bound => bound.Bytes), block - Step + 1, block);
    }

    // Length of a result with everything that one person can get, even where two parts exclude each other.
    private static int UpperBound(
        FhirServices fhir, PublishedVersion version, string language, LocalHelp help, Writer write, ResourceFormat format)
    {
        var questionnaire = version.Questionnaire;
        var (anyBranch, anyBand) = (questionnaire.Branches[0], questionnaire.Branches[0].ReachableBands(questionnaire).First());
        var longestHelp = fhir.Help.Countries.Append(null)
            .MaxBy(country => Length(anyBranch, anyBand, country));
        return questionnaire.Branches
            .SelectMany(
                branch => branch.ReachableBands(questionnaire), (branch, band) => Length(branch, band, longestHelp))
            .Max();

        int Length(Branch branch, Band band, string? country)
        {
            var wording = version.Wordings[language];
            var texts = new LocalTexts(language, wording, fhir.Wordings[language], help, country, fhir.Help.WordingOf(language));
            var scored = Longest(questionnaire, branch, texts, fhir);
            // The completed response has the label of its own band and not that of the longest one.
            var labels = wording.Bands.Values.Select(Encoding.UTF8.GetByteCount);
            var everything = Screenings.ResultBlockTests.Everything(questionnaire, wording, branch, band, texts.Help);
            return format.FromJson(FhirJson.Bytes(json => write(json, scored, everything, fhir))).Length + labels.Max();
        }
    }

    private static ScoredQuestionnaireResponse Longest(Questionnaire questionnaire, Branch branch, LocalTexts texts, FhirServices fhir)
    {
        var definitions = questionnaire.Definition.Sections.SelectMany(section => section.Items).ToList();
        var answers = Interview.Of(
            questionnaire,
            item => branch.BranchingAnswers[item.Index] ?? LongestOption(item, texts.Wording.OptionLabels(definitions[item.Index])));
        Assert.Empty(AnswerSheet.Check(questionnaire, answers, out var sheet));
        return new ScoredQuestionnaireResponse(
            Scorer.Score(sheet!),
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
    }

    private static int LongestOption(Item item, IReadOnlyDictionary<string, string> labels) =>
        item.Options.MaxBy(option => option.Code.Length + Encoding.UTF8.GetByteCount(labels[option.Code]))!.Index;
}
