using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The results of both operations are valid, for the answers of the test vectors and for no answers.</summary>
public sealed class ResultTests(SharedChecker shared)
{
    private const string SdcResponse = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaireresponse";

    // Reading and writing again is quick; the validator takes a fifth of a second for a result.
    private const int ValidatedOfVectors = 6;

    public static TheoryData<string> Ids => [.. SharedChecker.Questionnaires];

    [Theory, MemberData(nameof(Ids))]
    public async Task Results_conform_to_R4_and_the_result_is_that_of_the_test_vector(string id)
    {
        var vectors = await shared.Service.GetJson($"/v1/questionnaires/{id}/{Some.Version}/test-vectors");
        foreach (var (index, vector) in vectors["vectors"]!.AsArray().Index())
        {
            var name = $"{id}: {vector!["name"]}";
            var country = index % 2 == 0 ? "" : "?country=GB";
            var response = ResponseTo(id, vector);
            var score = await shared.Service.Post($"/fhir/Questionnaire/{id}/$score{country}", Responses.In(response));
            var process = await shared.Service.Post($"/fhir/Questionnaire/$process-response{country}", response);

            Assert.Equal(Expected(vector["expected"]!), Actual(JsonNode.Parse(score)!));
            if (index % ValidatedOfVectors != 0) continue;
            shared.AssertValid(name, score);
            shared.AssertValid(name, process);
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task A_response_with_a_time_conforms_to_SDC(string id)
    {
        var vectors = await shared.Service.GetJson($"/v1/questionnaires/{id}/{Some.Version}/test-vectors");
        var response = ResponseTo(id, vectors["vectors"]!.AsArray()[^1]!);
        response["authored"] = "2026-11-26T12:00:00Z";
        var result = JsonNode.Parse(await shared.Service.Post($"/fhir/Questionnaire/{id}/$score", response))!;
        var completed = result["parameter"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "response")!["resource"]!;

        shared.AssertValid(id, completed.ToJsonString(), SdcResponse);
    }

    private static JsonObject ResponseTo(string id, JsonNode vector) =>
        Responses.Of(id, vector["answers"]!.AsObject().Select(answer => (answer.Key, (string)answer.Value!)));

    private static string Expected(JsonNode expected) =>
        $"{expected["score"]}/{expected["max"]} {expected["band"]}: {string.Join(", ", expected["flags"]!.AsArray())}";

    private static string Actual(JsonNode parameters)
    {
        var all = parameters["parameter"]!.AsArray().ToLookup(parameter => (string)parameter!["name"]!);
        var flags = all["flag"].Select(flag => flag!["part"]![0]!["valueCoding"]!["code"]);
        var (score, max) = (Value("score", "valueInteger"), Value("max", "valueInteger"));
        return $"{score}/{max} {Value("band", "valueCoding")["code"]}: {string.Join(", ", flags)}";

        JsonNode Value(string name, string type) => all[name].Single()![type]!;
    }
}
