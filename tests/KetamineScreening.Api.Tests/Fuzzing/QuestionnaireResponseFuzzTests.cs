using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Fhir;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>Posts nearly valid bodies to the FHIR operations: each response is a resource, and a score matches the answers sent.</summary>
[Trait("kind", "fuzz")]
public sealed class QuestionnaireResponseFuzzTests
{
    private static readonly Gen<string> Bodies =
        from answers in RandomAnswers.Of(Expected.Instrument(Some.SelfCheck))
        from inParameters in Gen.Elements(false, false, false, true)
        from contribute in Gen.Elements(false, true)
        let response = FhirReading.Response(Some.SelfCheck, [.. answers.Select(answer => (answer.Key, answer.Value))])
            .Contribute(contribute)
        select (
            inParameters
                ? new JsonObject
                {
                    ["resourceType"] = "Parameters",
                    ["parameter"] = new JsonArray(new JsonObject { ["name"] = "in", ["resource"] = response }),
                }
                : response).ToJsonString();

    [Theory]
    [InlineData($"/fhir/Questionnaire/{Some.SelfCheck}/$score", "Parameters")]
    [InlineData($"/fhir/Questionnaire/{Some.SelfCheck}/$process-response", "OperationOutcome")]
    [InlineData("/fhir/Questionnaire/$process-response", "OperationOutcome")]
    public async Task An_error_is_an_OperationOutcome_and_a_score_matches_the_answers_in_the_body(string address, string result)
    {
        await using var service = new Service(Fuzz.LogEverything);
        var statuses = new Dictionary<int, int>();
        Fuzz.ForAll(
            Mutation.Of(Bodies),
            1000,
            async mutation =>
            {
                using var content = new ByteArrayContent(mutation.Bytes)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/fhir+json") },
                };
                using var response = await service.Http.PostAsync(address, content, CancellationToken.None);
                var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
                var status = (int)response.StatusCode;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;

                Assert.True(status is 200 or 400 or 413 or 422, $"{status} {text}");
                Assert.DoesNotContain(Mutation.Canary, text, StringComparison.OrdinalIgnoreCase);
                var resource = JsonNode.Parse(text)!;
                Assert.Equal(status == 200 ? result : "OperationOutcome", (string?)resource["resourceType"]);
                Assert.Equal("application/fhir+json", response.Content.Headers.ContentType?.ToString());
                if (status != 200) Assert.All(resource["issue"]!.AsArray(), issue => Assert.NotEmpty((string)issue!["code"]!));
                else Assert.Equal(ScoreOf(mutation.Bytes), ScoreIn(resource));
            });
        await service.Stop();

        Assert.All(
            [200, 400, 422],
            status =>
                Assert.True(
                    statuses.GetValueOrDefault(status) > 10,
                    $"Too few responses had status {status} for the test to be meaningful."));
        var log = service.Log.ToString();
        Assert.All(
            [Mutation.Canary, "last-used", "unsupervised-only", "bladder", "Error: ", "Critical: "],
            trace => Assert.DoesNotContain(trace, log, StringComparison.OrdinalIgnoreCase));
    }

    // Reads the answers, and nothing else, with an independent parser.
    private static int ScoreOf(byte[] body)
    {
        // The service takes a byte order mark; this parser does not.
        var json = body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var root = document.RootElement;
        var response = root.TryGetProperty("parameter", out var parameters) ? parameters[0].GetProperty("resource") : root;
        var draft = new AnswerDraft(Expected.Instrument(Some.SelfCheck));
        foreach (var item in Items(response))
        {
            // An answer without a value does not count.
            var values = item.GetProperty("answer").EnumerateArray().Where(answer => answer.TryGetProperty("valueCoding", out _)).ToList();
            if (values.Count == 0) continue;
            var code = Assert.Single(values).GetProperty("valueCoding").GetProperty("code").GetString()!;
            draft.Add(item.GetProperty("linkId").GetString(), code);
        }

        draft.RemoveNotAsked();
        Assert.Empty(draft.Finish(out var sheet));
        return Scorer.Score(sheet!).Score;
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent)
    {
        if (!parent.TryGetProperty("item", out var items)) yield break;
        foreach (var item in items.EnumerateArray())
        {
            if (item.TryGetProperty("answer", out _)) yield return item;
            foreach (var inner in Items(item)) yield return inner;
        }
    }

    private static int ScoreIn(JsonNode resource)
    {
        if ((string?)resource["resourceType"] == "Parameters") return (int)resource.Parameter("score")["valueInteger"]!;
        var text = (string)Assert.Single(resource["issue"]!.AsArray(), issue => issue!.Summary() == "result-score")!["details"]!["text"]!;
        return int.Parse(text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
