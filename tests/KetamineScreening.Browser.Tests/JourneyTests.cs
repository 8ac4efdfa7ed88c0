using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The whole way to a result, in each instrument.</summary>
public sealed class JourneyTests(SharedService service, Chromium chromium)
{
    // One way to each range, and for the short instrument to each range of each audience: that with the most answers.
    public static TheoryData<string, string> Ways => new(
        from questionnaire in new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }
        from vector in Vectors(questionnaire)
        let way = (questionnaire == Some.QuickCheck ? (string)vector["expected"]!["audience"]! : "", (string)vector["expected"]!["band"]!)
        group (questionnaire, Name: (string)vector["name"]!, Answers: vector["answers"]!.AsObject().Count) by (questionnaire, way) into same
        let fullest = same.MaxBy(one => one.Answers)
        select (fullest.questionnaire, fullest.Name));

    [Theory, MemberData(nameof(Ways))]
    public async Task Answers_lead_to_the_result_that_the_test_vectors_say(string questionnaire, string name)
    {
        var vector = Vectors(questionnaire).Single(vector => (string)vector["name"]! == name);
        var answers = vector["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
        var bands = (await service.Get($"/v1/questionnaires/{questionnaire}"))["bands"]!.AsArray();
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(questionnaire);
        await visitor.Widget.Answer(answers);

        Assert.Equal(answers, visitor.SentAnswers);
        Assert.Equal((string)bands.Single(band => (string)band!["code"]! == (string)vector["expected"]!["band"]!)!["label"]!, await visitor.Widget.Band.TextContentAsync());
        await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync($"Your score is {vector["expected"]!["score"]}. The highest score that was possible with the questions you were asked is {vector["expected"]!["max"]}.");
        Assert.Empty(visitor.Complaints);
    }

    private static IEnumerable<JsonNode> Vectors(string questionnaire) =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf($"src/KetamineScreening.Api/Content/questionnaires/{questionnaire}/1.0.0/test-vectors.json")))!["vectors"]!.AsArray().Select(vector => vector!);
}
