using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Screenings;

public sealed class ScoreScreeningTests(SharedService service)
{
    [Fact]
    public async Task One_weekly_sign_gives_the_high_band_with_its_reason()
    {
        var result = await service.Screen(Some.SelfCheck, Some.Answers(("hard-to-stop", "weekly")));

        Assert.Equal("high", (string)result["band"]!["code"]!);
        Assert.Equal(6, (int)result["score"]!["value"]!);
        Assert.Equal(["hard-to-stop-weekly"], result["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!));
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Every_result_has_the_same_length_so_that_the_length_reveals_nothing(string questionnaire)
    {
        var (shortest, longest, lengths) = (int.MaxValue, 0, new HashSet<long?>());
        foreach (var (place, answers) in Expected.Varied(questionnaire, 100, new Random(11)).Index())
        {
            var address = $"/v1/questionnaires/{questionnaire}/screenings?country={Some.Countries[place % Some.Countries.Count]}";
            using var response = await service.Post(
                questionnaire,
                Some.Body(answers),
                request => request.RequestUri = new Uri(address, UriKind.Relative));
            var body = await response.Text();

            Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(body), response.Content.Headers.ContentLength);
            lengths.Add(response.Content.Headers.ContentLength);
            Assert.Equal(["no-store", "no-transform"], response.Header("Cache-Control")!.Split(", ").Order(StringComparer.Ordinal));
            Assert.NotNull(JsonNode.Parse(body));
            var length = body.TrimEnd().Length;
            (shortest, longest) = (Math.Min(shortest, length), Math.Max(longest, length));
        }

        Assert.Single(lengths);
        Assert.True(longest - shortest > 4000, $"From {shortest} to {longest}: results must differ in length for a meaningful test.");
    }
}
