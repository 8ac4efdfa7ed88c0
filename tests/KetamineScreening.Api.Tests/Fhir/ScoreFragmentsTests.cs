using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>A result that is assembled from fragments has the bytes of a plain writer.</summary>
public sealed class ScoreFragmentsTests
{
    private const string Time = "2026-11-26T12:00:00Z";

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task A_result_has_the_bytes_of_a_plain_writer_in_every_language_and_country(string id)
    {
        using var content = ContentFolder.WithLanguageXx();
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        foreach (var (index, answers) in Expected.Varied(id, 200, new Random(7)).Index())
        {
            var (language, country) = (index % 2 == 0 ? "en" : "xx", Some.Countries[index % Some.Countries.Count]);
            var (status, isTimed, contribute) = (index % 3 == 0 ? "in-progress" : "amended", index % 5 < 2, index % 7 < 4);
            var response = FhirReading.Response(id, answers).Contribute(contribute);
            response["status"] = status;
            if (isTimed) response["authored"] = Time;
            var address = $"/fhir/Questionnaire/{id}/$score?country={country}&_language={language}";
            using var result = await service.PostFhir(address, response);

            var fhir = service.Services.GetRequiredService<FhirServices>();
            var published = fhir.Catalog.Find(id)!.Current;
            Assert.Empty(AnswerSheet.Check(published.Questionnaire, answers, out var sheet));
            var scored = new ScoredQuestionnaireResponse(
                Scorer.Score(sheet!),
                contribute,
                status,
                isTimed ? Time : null,
                fhir.Forms.Of(published.Questionnaire),
                new LocalTexts(
                    language,
                    published.Wordings[language],
                    fhir.Wordings[language],
                    fhir.Help.In(language),
                    country,
                    fhir.Help.WordingOf(language)),
                status == "in-progress" ? [new Issue(IssueCode.InProgress, "QuestionnaireResponse.status")] : []);
            var expected = FhirJson.Bytes(json => PlainScore.Write(json, scored, scored.Explain()));
            Assert.Equal(System.Text.Encoding.UTF8.GetString(expected.Span), (await result.Text()).TrimEnd(' '));
        }
    }
}
