using System.Text.Json;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>The fast path returns the same bytes as plain serialization, and the same problems as the plain reader.</summary>
public sealed class FastPathTests
{
    private static readonly string[] Questionnaires = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory]
    [InlineData("2026-11-22", "0")]
    [InlineData("2999-01-01", "100")]
    public async Task A_result_has_the_bytes_of_its_plain_serialization_in_every_language_and_country_on_any_date_and_over_any_limit(
        string day,
        string perNetworkPerDay)
    {
        using var content = ContentFolder.WithLanguageXx();
        var settings = new Dictionary<string, string>
        {
            ["Content:Path"] = content.Path,
            ["Contributions:PerNetworkPerDay"] = perNetworkPerDay,
        };
        var noon = DateTimeOffset.Parse(day + "T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        await using var service = new Service(settings, new FakeTimeProvider(noon));
        var random = new Random(5);
        var outcomes = new HashSet<string>();
        var lengths = new HashSet<(string Questionnaire, string Language, long? Length)>();
        foreach (var questionnaire in Questionnaires)
        {
            foreach (var (place, answers) in Expected.Varied(questionnaire, 700, random).Index())
            {
                var (language, country) = (place % 2 == 0 ? "en" : "xx", Some.Countries[place % Some.Countries.Count]);
                using var response = await service.Post(questionnaire, Some.Body(answers, contribute: place % 3 > 0), request =>
                {
                    request.RequestUri = new Uri($"{request.RequestUri}?country={country}", UriKind.Relative);
                    request.Headers.Add("Accept-Language", language);
                });
                var body = await response.Text();
                var outcome = (string)System.Text.Json.Nodes.JsonNode.Parse(body)!["contribution"]!;

                Assert.Equal(Plain(service, questionnaire, answers, country, language, outcome), body.TrimEnd(' '));
                lengths.Add((questionnaire, language, response.Content.Headers.ContentLength));
                outcomes.Add(outcome);
            }
        }

        Assert.Equal(["declined", "received"], outcomes.Order(StringComparer.Ordinal));
        Assert.Equal(2 * Questionnaires.Length, lengths.Count);
    }

    [Fact]
    public async Task Equivalent_bodies_get_the_same_result()
    {
        await using var service = new Service();
        var random = new Random(6);
        foreach (var questionnaire in Questionnaires)
        {
            var version = await service.Version(questionnaire);
            foreach (var answers in Expected.Varied(questionnaire, 700, random).Take(100))
            {
                var plain = JsonSerializer.Serialize(answers);
                var backwards = JsonSerializer.Serialize(answers.Reverse().ToDictionary());
                var bodies = new[]
                {
                    $$"""{"answers":{{plain}},"contribute":false}""",
                    $$"""{"contribute":false,"answers":{{backwards}}}""",
                    $$"""{"version":"{{version}}","answers":{{plain}},"contribute":false}""",
                    $$"""{"answers":{{plain}},"version":"{{version}}","contribute":false}""",
                    // Bodies with escapes are read by the plain reader.
                    $$"""{"\u0061nswers":{{plain}},"contribute":false}""",
                    $$""" { "answers" : {{plain.Replace("-", @"\u002d", StringComparison.Ordinal)}} , "contribute" : false } """,
                };
                var results = new List<string>();
                foreach (var body in bodies)
                {
                    using var response = await service.Post(questionnaire, body);
                    Assert.True(response.IsSuccessStatusCode, body);
                    results.Add(await response.Text());
                }

                Assert.Single(results.Distinct());
            }
        }
    }

    [Theory]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never"},"answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"version":"2.0.0","version":"2.0.0","answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never","last-used":"never"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":null}""")]
    [InlineData("""{"answers":{"last-used":"never"}}""")]
    [InlineData("""{"answers":{"last-used":["never"]},"contribute":false}""")]
    [InlineData("""{"answers":["last-used"],"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"Never"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never","setting":"both"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"within-12-months"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"x":1}""")]
    [InlineData("""{"version":"9.9.9","answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"version":1,"answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"version":"\ud800","answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"\ud800"},"contribute":false}""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false} x""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false}{}""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,}""")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false""")]
    public async Task An_invalid_body_gets_the_problem_of_the_plain_reader(string body)
    {
        await using var service = new Service();
        // Escaping the first character of a member name keeps its meaning and forces the plain reader.
        var first = body.IndexOf('"', StringComparison.Ordinal) + 1;
        var escaped = $"{body[..first]}\\u{(int)body[first]:x4}{body[(first + 1)..]}";
        using var fast = await service.Post(Some.SelfCheck, body);
        using var plain = await service.Post(Some.SelfCheck, escaped);

        Assert.False(fast.IsSuccessStatusCode);
        Assert.Equal((plain.StatusCode, await plain.Text()), (fast.StatusCode, await fast.Text()));
    }

    private static string Plain(
        Service service,
        string questionnaire,
        IReadOnlyDictionary<string, string> answers,
        string country,
        string language,
        string outcome)
    {
        var published = service.Services.GetRequiredService<QuestionnaireCatalog>().Find(questionnaire)!.Current;
        Assert.Empty(AnswerSheet.Check(published.Questionnaire, answers, out var sheet));
        var help = service.Services.GetRequiredService<HelpDirectory>().For(country, language);
        var result = ScreeningResponse.From(Scorer.Score(sheet!), published.Wordings[language], help, outcome == "received");
        return JsonSerializer.Serialize(result, ScreeningsJson.Plain.ScreeningResponse);
    }
}
