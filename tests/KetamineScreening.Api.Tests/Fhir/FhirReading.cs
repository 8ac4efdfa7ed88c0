using System.Text;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Builds FHIR requests and reads FHIR responses.</summary>
public static class FhirReading
{
    /// <summary>The canonical address of a questionnaire.</summary>
    public static string Canonical(string questionnaire) => $"https://ketamine-screening.example/fhir/Questionnaire/{questionnaire}";

    /// <summary>The canonical address of the current version of a questionnaire.</summary>
    public static string CurrentCanonical(string questionnaire) => $"{Canonical(questionnaire)}|{Some.Version}";

    /// <summary>A completed QuestionnaireResponse with coded answers.</summary>
    public static JsonObject Response(string questionnaire, params (string Item, string Option)[] answers)
    {
        var response = new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["questionnaire"] = CurrentCanonical(questionnaire),
            ["status"] = "completed",
        };
        foreach (var (item, option) in answers)
            response.Answer(item, "valueCoding", new JsonObject { ["code"] = option });
        return response;
    }

    /// <summary>A completed QuestionnaireResponse with coded answers.</summary>
    public static JsonObject Response(string questionnaire, IReadOnlyDictionary<string, string> answers) =>
        Response(questionnaire, [.. answers.Select(answer => (answer.Key, answer.Value))]);

    /// <summary>Adds an item with one answer and returns the response.</summary>
    public static JsonObject Answer(this JsonObject response, string linkId, string type, JsonNode value)
    {
        if (response["item"] is null)
            response["item"] = new JsonArray();
        response["item"]!
            .AsArray()
            .Add((JsonNode)new JsonObject { ["linkId"] = linkId, ["answer"] = new JsonArray(new JsonObject { [type] = value }) });
        return response;
    }

    /// <summary>Sets whether the response may be counted, and returns the response.</summary>
    public static JsonObject Contribute(this JsonObject response, bool contribute)
    {
        response["extension"] = new JsonArray(
            new JsonObject
            {
                ["url"] = "https://ketamine-screening.example/fhir/StructureDefinition/contribute",
                ["valueBoolean"] = contribute,
            });
        return response;
    }

    /// <summary>Posts a resource as FHIR JSON.</summary>
    public static Task<HttpResponseMessage> PostFhir(
        this Service service,
        string address,
        JsonNode resource,
        Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(resource.ToJsonString(), Encoding.UTF8, "application/fhir+json"),
        };
        change?.Invoke(request);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts a resource, asserts success and returns the resulting resource.</summary>
    public static async Task<JsonNode> Operate(
        this Service service,
        string address,
        JsonNode resource,
        Action<HttpRequestMessage>? change = null)
    {
        using var response = await service.PostFhir(address, resource, change);
        Assert.True(response.IsSuccessStatusCode, await response.Text());
        Assert.Equal("application/fhir+json", response.Header("Content-Type"));
        return await response.Json();
    }

    /// <summary>Asserts that the response is an OperationOutcome with this status, and returns its issues.</summary>
    public static async Task<IReadOnlyList<JsonNode>> Outcome(this HttpResponseMessage response, int status)
    {
        var text = await response.Text();
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/fhir+json", response.Header("Content-Type"));
        Assert.StartsWith("no-store", response.Header("Cache-Control"), StringComparison.Ordinal);
        var outcome = JsonNode.Parse(text)!;
        Assert.Equal("OperationOutcome", (string?)outcome["resourceType"]);
        Assert.Equal((string?)outcome["language"], response.Header("Content-Language"));
        Assert.All(outcome["issue"]!.AsArray(), issue => Assert.NotEmpty((string)issue!["details"]!["text"]!));
        return [.. outcome["issue"]!.AsArray().Select(issue => issue!)];
    }

    /// <summary>An issue as <c>code place</c>.</summary>
    public static string Summary(this JsonNode issue) =>
        $"{issue["details"]!["coding"]![0]!["code"]} {issue["expression"]?[0] ?? issue["location"]?[0]}".TrimEnd();

    /// <summary>The codes of all issues of an OperationOutcome.</summary>
    public static IEnumerable<string> Codes(this JsonNode outcome) =>
        outcome["issue"]!.AsArray().Select(issue => (string)issue!["details"]!["coding"]![0]!["code"]!);

    /// <summary>All parameters with a name.</summary>
    public static IEnumerable<JsonNode> Parameters(this JsonNode parameters, string name) =>
        parameters["parameter"]!.AsArray().Select(parameter => parameter!).Where(parameter => (string?)parameter["name"] == name);

    /// <summary>The only parameter with a name.</summary>
    public static JsonNode Parameter(this JsonNode parameters, string name) => Assert.Single(parameters.Parameters(name));

    /// <summary>All items of a questionnaire or response at any depth.</summary>
    public static IEnumerable<JsonNode> Items(this JsonNode parent) =>
        (parent["item"]?.AsArray() ?? []).SelectMany(item => item!.Items().Prepend(item!));

    /// <summary>The only item with a linkId.</summary>
    public static JsonNode Item(this JsonNode resource, string linkId) =>
        Assert.Single(resource.Items(), item => (string?)item["linkId"] == linkId);
}
