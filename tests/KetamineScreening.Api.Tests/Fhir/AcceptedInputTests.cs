using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>What is valid, or what renderers send, is accepted and scored like the plain response.</summary>
public sealed class AcceptedInputTests(SharedService service)
{
    private const string Score = $"/fhir/Questionnaire/{Some.SelfCheck}/$score";
    private const string Process = $"/fhir/Questionnaire/{Some.SelfCheck}/$process-response";
    private const string Canonical = "https://ketamine-screening.example/fhir/Questionnaire/ketamine-self-check";
    private const string Absent = """{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"}""";

    private static readonly (string Item, string Option)[] Answers =
        [("last-used", "within-12-months"), ("setting", "both"), ("bladder", "weekly"), ("craving", "monthly")];

    public static TheoryData<string, string> Items => new()
    {
        { "an empty list of answers", """{"linkId":"tolerance","answer":[]}""" },
        { "an empty list of items", """{"linkId":"tolerance","item":[]}""" },
        { "an empty answer", """{"linkId":"tolerance","answer":[{}]}""" },
        { "an answer without a value", """{"linkId":"tolerance","answer":[{"id":"a"}]}""" },
        { "the reason why there is no value", $$"""{"linkId":"tolerance","answer":[{"extension":[{{Absent}}]}]}""" },
        { "only extensions of a value", $$"""{"linkId":"tolerance","answer":[{"_valueString":{"extension":[{{Absent}}]} }]}""" },
        { "items inside of an answer without a value", """{"linkId":"tolerance","answer":[{"item":[{"linkId":"tolerance.help"}]}]}""" },
        { "a display item with other elements", """{"linkId":"form.disclaimer","text":"x","_text":{"id":"a"},"definition":"urn:x"}""" },
        { "a total that is a decimal", """{"linkId":"form.total","answer":[{"valueDecimal":5.0}]}""" },
        { "a name of an element with an escape", """{"link\u0049d":"tolerance"}""" },
    };

    [Theory, MemberData(nameof(Items))]
    public async Task An_item_that_answers_nothing_changes_nothing(string name, string item)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["item"]!.AsArray().Add(JsonNode.Parse(item));
        var result = await service.Operate(Score, response);

        Assert.NotEmpty(name);
        await AssertSame(FhirReading.Response(Some.SelfCheck, Answers), result, item.Contains("form.total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_kind_of_element_that_is_not_used_is_accepted()
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["id"] = "a-1.b";
        response["language"] = "de-AT";
        response["meta"] = JsonNode.Parse("""
            {"versionId":"1","lastUpdated":"2026-11-26T12:00:00.000+01:00","source":"urn:x","profile":["https://example.org/p|1"],
             "security":[{"system":"https://example.org","code":"R"}],"tag":[{"code":"a b","display":"x","userSelected":false}]}
            """);
        response["text"] = JsonNode.Parse("""{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}""");
        response["_status"] = JsonNode.Parse("""{"id":"s","extension":[{"url":"https://example.org/x","valueDateTime":"2026-11"}]}""");
        response["extension"] = JsonNode.Parse("""
            [{"url":"https://example.org/x","valueQuantity":{"value":1.5e2,"unit":"mg"}},
             {"url":"https://example.org/y","extension":[{"url":"a","valueUri":"urn:a"},{"url":"b","_valueString":{"id":"c"}}]},
             {"url":"https://example.org/z",
              "valueTiming":{"event":["2026"],"repeat":{"boundsPeriod":{"start":"2026-01-01"},"dayOfWeek":["mon"]}}}]
            """);
        foreach (var item in response.Items())
        {
            var coding = item["answer"]![0]!["valueCoding"]!;
            coding["id"] = "c";
            coding["version"] = "7";
            coding["display"] = "something else \"quoted\"";
        }

        await AssertSame(FhirReading.Response(Some.SelfCheck, Answers), await service.Operate(Score, response), mayWarn: false);
    }

    [Fact]
    public async Task Items_can_be_nested_under_answers_and_the_members_can_have_any_order()
    {
        var response = JsonNode.Parse("""
            {"item":[{"answer":[{"item":[{"answer":[{"valueCoding":{"code":"both"}}],"linkId":"setting"},
              {"item":[{"linkId":"bladder","answer":[{"valueCoding":{"code":"week\u006cy"}}]}],"linkId":"section.pattern"}],
              "valueCoding":{"code":"within-12-months"}}],"linkId":"last-used"},
              {"linkId":"craving","answer":[{"valueCoding":{"code":"monthly"}}]}],
             "status":"completed","questionnaire":"Questionnaire/ketamine-self-check","resourceType":"QuestionnaireResponse"}
            """)!;

        await AssertSame(FhirReading.Response(Some.SelfCheck, Answers), await service.Operate(Score, response), mayWarn: false);
    }

    [Theory]
    [InlineData(Canonical)]
    [InlineData($"{Canonical}|2.0.0")]
    [InlineData("Questionnaire/ketamine-self-check")]
    [InlineData("Questionnaire/ketamine-self-check|2.0.0")]
    [InlineData("Questionnaire/ketamine-self-check-2.0.0")]
    [InlineData("Questionnaire/ketamine-self-check-2.0.0|2.0.0")]
    [InlineData("OWN/fhir/Questionnaire/ketamine-self-check")]
    [InlineData("OWN/fhir/Questionnaire/ketamine-self-check-2.0.0")]
    [InlineData("OWN/fhir/Questionnaire/ketamine-self-check|2.0.0")]
    public async Task The_questionnaire_is_named_by_its_canonical_URL_or_by_its_address(string reference)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["questionnaire"] = reference.Replace("OWN", $"{service.Http.BaseAddress}".TrimEnd('/'), StringComparison.Ordinal);
        var result = await service.Operate(Score, response);

        await AssertSame(FhirReading.Response(Some.SelfCheck, Answers), result, mayWarn: false);
        await service.Operate("/fhir/Questionnaire/$process-response", response);
    }

    [Fact]
    public async Task The_address_behind_a_proxy_is_the_own_address_as_well()
    {
        await using var proxied = new Service(new Dictionary<string, string> { ["Proxies:Networks"] = "127.0.0.0/8" });
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["questionnaire"] = "https://screening.example/fhir/Questionnaire/ketamine-self-check";
        using var refused = await proxied.PostFhir(Score, response);
        using var taken = await proxied.PostFhir(Score, response, request =>
        {
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "screening.example");
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        });

        Assert.Equal((422, 200), ((int)refused.StatusCode, (int)taken.StatusCode));
    }

    [Theory]
    [InlineData("in")]
    [InlineData("response")]
    public async Task A_response_is_a_parameter_with_either_name_and_the_country_another(string name)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        var parameters = new JsonObject
        {
            ["parameter"] = new JsonArray(
                new JsonObject { ["valueCode"] = "ie", ["name"] = "country" },
                new JsonObject { ["resource"] = response.DeepClone(), ["name"] = name }),
            ["id"] = "a",
            ["resourceType"] = "Parameters",
        };
        foreach (var operation in new[] { Score, Process, "/fhir/Questionnaire/$process-response" })
        {
            var expected = (await service.Operate($"{operation}?country=IE", response)).ToJsonString();

            Assert.Equal(expected, (await service.Operate(operation, parameters)).ToJsonString());
            Assert.Equal(expected, (await service.Operate($"{operation}?country=IE", parameters)).ToJsonString());
        }
    }

    [Fact]
    public async Task The_operation_definition_declares_the_country()
    {
        var definition = await service.Get("/fhir/OperationDefinition/Questionnaire-score");
        var country = definition.Parameter("country");

        Assert.Equal("in 0..1 code", $"{country["use"]} {country["min"]}..{country["max"]} {country["type"]}");
    }

    [Fact]
    public async Task A_result_can_be_sent_back()
    {
        var result = await service.Operate(Score, FhirReading.Response(Some.SelfCheck, Answers));

        Assert.Equal(result.ToJsonString(), (await service.Operate(Score, result)).ToJsonString());
    }

    [Theory]
    [InlineData("2026")]
    [InlineData("2026-11")]
    [InlineData("2026-11-26")]
    [InlineData("2026-11-26T12:00:00Z")]
    [InlineData("2026-11-26T12:00:00.123456789+14:00")]
    public async Task The_time_of_the_response_is_handed_back(string authored)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["authored"] = authored;

        Assert.Equal(authored, (string?)(await service.Operate(Score, response)).Parameter("response")["resource"]!["authored"]);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1000)]
    public async Task At_most_a_hundred_issues_are_listed(int faults)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        for (var index = 0; index < faults; index++) response["item"]!.AsArray().Add(new JsonObject { ["linkId"] = $"canary-{index}" });
        using var refusal = await service.PostFhir(Score, response);
        var issues = await refusal.Outcome(422);

        Assert.Equal(Math.Min(faults, 100), issues.Count);
        Assert.Equal(faults > 100 ? "more-issues" : $"unknown-item QuestionnaireResponse.item[{faults + 3}]", issues[^1].Summary());
    }

    [Theory]
    [InlineData(60, 422)]
    [InlineData(70, 400)]
    [InlineData(5000, 400)]
    public async Task Nesting_is_limited(int depth, int status)
    {
        var (start, end) = (Repeated("""{"linkId":"form.help","item":[""", depth / 2), Repeated("]}", depth / 2));
        var body = $$"""{"resourceType":"QuestionnaireResponse","status":"completed","item":[{{start}}{{end}}]}""";
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/fhir+json");
        using var response = await service.Http.PostAsync(Score, content, TestContext.Current.CancellationToken);

        var issues = await response.Outcome(status);
        if (status == 400) Assert.Equal("malformed-json", Assert.Single(issues).Summary());
    }

    [Fact]
    public async Task Errors_beyond_the_limit_decide_the_status_as_well()
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        for (var index = 0; index < 101; index++) response["item"]!.AsArray().Add(new JsonObject { ["linkId"] = "canary" });
        response["item"]!.AsArray().Add(5);
        using var refusal = await service.PostFhir(Score, response);

        await refusal.Outcome(400);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_error()
    {
        var body = $"\uFEFF{FhirReading.Response(Some.SelfCheck, Answers).ToJsonString()}";
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/fhir+json");
        using var response = await service.Http.PostAsync(Score, content, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_place_that_is_nested_deeply_is_shortened_in_the_result()
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["item"] = new JsonArray(new JsonObject
        {
            ["linkId"] = "last-used",
            ["answer"] = new JsonArray(new JsonObject
            {
                ["valueCoding"] = new JsonObject { ["code"] = "never" },
                ["item"] = new JsonArray(Nested(12, new JsonObject
                {
                    ["linkId"] = "frequency",
                    ["answer"] = new JsonArray(new JsonObject { ["valueCoding"] = new JsonObject { ["code"] = "daily" } }),
                })),
            }),
        });
        var result = await service.Operate(Score, response);

        Assert.EndsWith("(QuestionnaireResponse)", (string)result.Parameter("warning")["valueString"]!, StringComparison.Ordinal);
    }

    private static JsonObject Nested(int depth, JsonObject item) => depth == 0 ? item : new JsonObject
    {
        ["linkId"] = $"form.contact.{depth}",
        ["item"] = new JsonArray(Nested(depth - 1, item)),
    };

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private async Task AssertSame(JsonNode plain, JsonNode result, bool mayWarn)
    {
        var expected = await service.Operate(Score, plain);
        if (!mayWarn) Assert.Equal(expected.ToJsonString(), result.ToJsonString());
        else Assert.Equal(expected.Parameter("response").ToJsonString(), result.Parameter("response").ToJsonString());
    }
}
