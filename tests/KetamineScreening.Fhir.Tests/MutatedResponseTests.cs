using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;
using KetamineScreening.Fhir.Tests.Checks;

namespace KetamineScreening.Fhir.Tests;

/// <summary>
/// The service and the strict parser of the SDK judge random mutations of a valid response alike: members and values that are removed,
/// renamed, repeated, emptied or of another type.
/// </summary>
public sealed class MutatedResponseTests(SharedChecker shared, ITestOutputHelper output)
{
    private const string Address = $"/fhir/Questionnaire/{Some.SelfCheck}/$score";
    private const int Mutations = 2000;

    private static readonly string[] Refusals = [.. Documented().Select(reason => reason.Code)];

    /// <param name="isInParameters">Whether the response is sent in Parameters, beside parameters of a result.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_parser_refuses_is_refused_and_what_it_accepts_is_accepted_or_refused_for_a_documented_reason(
        bool isInParameters)
    {
        var random = new Random(20261126);
        var (outcomes, differences) = (new Dictionary<string, int>(), new List<string>());
        for (var number = 0; number < Mutations; number++)
        {
            var json = new Mutator(random).Mutate(isInParameters ? Parameters : Valid);
            var faults = FhirText.Parse(json).Faults;
            using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/fhir+json");
            using var response = await shared.Service.Http.PostAsync(Address, content, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var status = (int)response.StatusCode;
            var codes = status == 200 ? [] : Codes(body);

            Assert.True(status is 200 or 400 or 422, $"{status} {json}");
            var (isRefused, isAccepted) = (faults.Count > 0 && !IsLenient(json), status == 200);
            if (isRefused && isAccepted) differences.Add($"accepted: {json}\n{string.Join('\n', faults)}");
            if (faults.Count == 0 && !isAccepted && !codes.Intersect(Refusals).Any()) differences.Add($"refused: {json}\n{body}");
            var outcome = $"{(faults.Count > 0 ? "invalid" : "valid")} {status}";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine(string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}")));
        Assert.True(differences.Count == 0, $"{differences.Count}\n{string.Join("\n\n", differences.Take(10))}");
        Assert.All(
            ["invalid 400", "valid 422", "valid 200"],
            outcome => Assert.InRange(outcomes.GetValueOrDefault(outcome), 25, Mutations));
    }

    // Why valid FHIR can be refused.
    private static IEnumerable<(string Code, string Reason)> Documented() =>
    [
        ("refused-element", "It could identify a person."),
        ("modifier-extension", "The service knows none."),
        ("required", "The required question is not answered."),
        ("answer-type", "The question takes a code."),
        ("unknown-item", "The item belongs to no question."),
        ("unknown-option", "The code belongs to no option."),
        ("repeated-item", "A question has one item."),
        ("several-answers", "A question has one answer."),
        ("unknown-questionnaire", "The reference has another form."),
        ("invalid-status", "The response is not complete."),
        ("invalid-contribute", "The extension has another form."),
        ("unknown-element", "The parameter has a name that the operation does not define."),
        ("duplicate-member", "The parameter occurs once."),
        ("invalid-country", "The code is no country."),
        ("missing-element", "A value is needed, and extensions are not enough, or the coding of an answer has no code."),
    ];

    private static JsonObject Parameters => new()
    {
        ["resourceType"] = "Parameters",
        ["parameter"] = new JsonArray(
            new JsonObject { ["name"] = "country", ["valueCode"] = "GB" },
            new JsonObject { ["name"] = "in", ["resource"] = Valid },
            JsonNode.Parse("""{"name": "band", "valueCoding": {"system": "urn:x", "code": "high"}}"""),
            JsonNode.Parse("""{"name": "action", "part": [{"name": "code", "valueCode": "a"}, {"name": "text", "valueString": "x"}]}""")),
    };

    private static JsonObject Valid => JsonNode.Parse("""
        {
          "resourceType": "QuestionnaireResponse", "id": "a-1", "language": "en", "_language": {"id": "l"},
          "meta": {
            "lastUpdated": "2026-11-26T12:00:00Z", "source": "urn:x", "profile": ["https://example.org/p"],
            "tag": [{"system": "https://example.org", "code": "a", "userSelected": true}]
          },
          "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},
          "extension": [
            {"url": "https://ketamine-screening.example/fhir/StructureDefinition/contribute", "valueBoolean": false},
            {"url": "https://example.org/a", "extension": [{"url": "b", "valueQuantity": {"value": 1.5, "unit": "mg", "code": "mg"}}]},
            {"url": "https://example.org/p", "valuePeriod": {"start": "2026-01", "_start": {"id": "s"}}}
          ],
          "questionnaire": "https://ketamine-screening.example/fhir/Questionnaire/ketamine-self-check|2.0.0",
          "status": "completed", "_status": {"extension": [{"url": "https://example.org/s", "valueInteger": 3}]},
          "authored": "2026-11-26T12:00:00+01:00",
          "item": [
            {"linkId": "last-used", "answer": [{"valueCoding": {
              "system": "https://ketamine-screening.example/fhir/CodeSystem/ketamine-self-check.item.last-used",
              "version": "2.0.0", "code": "within-12-months", "display": "x"}}]},
            {"linkId": "setting", "definition": "urn:x", "text": "x", "answer": [{"id": "i", "valueCoding": {"code": "both"}}]},
            {"linkId": "section.pattern", "item": [
              {"linkId": "frequency", "answer": [{"valueCoding": {"code": "weekly"}, "item": [{"linkId": "frequency.help", "text": "x"}]}]},
              {"linkId": "route", "answer": [{"extension": [{"url": "https://example.org/r", "valueCode": "unknown"}]}]}]},
            {"linkId": "form.result", "item": [
              {"linkId": "form.total", "answer": [{"valueInteger": 5}]}, {"linkId": "form.band", "answer": [{"valueString": "x"}]}]}
          ]
        }
        """)!.AsObject();

    // The service takes empty lists of items and answers, and empty answers, because some renderers send them.
    private static bool IsLenient(string json) =>
        FhirText.Tree(json) is { } root && Emptied(root) && FhirText.Parse(root.ToJsonString()).Faults.Count == 0;

    // Removes them. Returns whether there were any.
    private static bool Emptied(JsonNode node)
    {
        var found = false;
        foreach (var (name, value) in node is JsonObject members ? members.ToList() : [])
        {
            if (value is JsonArray entries && name == "answer") found |= entries.RemoveAll(entry => entry is JsonObject { Count: 0 }) > 0;
            found |= value is JsonObject or JsonArray && Emptied(value);
            if (value is JsonArray { Count: 0 } && name is "item" or "answer") found |= ((JsonObject)node).Remove(name);
        }

        foreach (var entry in node as JsonArray ?? []) found |= entry is not null && Emptied(entry);
        return found;
    }

    private static IReadOnlyList<string> Codes(string outcome) => [.. JsonNode.Parse(outcome)!["issue"]!.AsArray()
        .Select(issue => (string)issue!["details"]!["coding"]![0]!["code"]!)];
}
