using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Http;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>What both operations accept, count and leave out. <see cref="ResultTests"/> checks the results.</summary>
public sealed class OperationTests(SharedService service, LanguageTests.TwoLanguages translated) : IClassFixture<LanguageTests.TwoLanguages>
{
    private const string Score = $"/fhir/Questionnaire/{Some.SelfCheck}/$score";
    private const string Process = $"/fhir/Questionnaire/{Some.SelfCheck}/$process-response";

    private static readonly (string Item, string Option)[] Answers =
    [
        ("last-used", "within-12-months"), ("setting", "both"), ("bladder", "weekly"), ("craving", "monthly"),
        ("mixing-depressants", "yes"),
    ];

    private static Dictionary<string, string> V1Answers => Answers.ToDictionary(answer => answer.Item, answer => answer.Option);

    [Fact]
    public async Task The_returned_response_has_the_total_and_the_band_and_only_the_codes_that_were_sent()
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        foreach (var name in new[] { "id", "language" }) response[name] = "2026-01-02";
        response["text"] = JsonNode.Parse("""{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">canary</div>"}""");
        response["extension"] = JsonNode.Parse("""[{"url":"https://example.org/canary","valueString":"canary"}]""");
        foreach (var item in response.Items())
        {
            item["text"] = "canary";
            item["answer"]![0]!["valueCoding"]!["display"] = "canary";
        }

        var result = await service.Operate(Score, response);
        var completed = result.Parameter("response")["resource"]!;

        Assert.DoesNotContain("canary", result.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("2026-01-02", result.ToJsonString(), StringComparison.Ordinal);
        var codes = completed.Items()
            .Where(item => item["answer"]?[0]!["valueCoding"] is not null)
            .Select(item => ((string)item["linkId"]!, (string)item["answer"]![0]!["valueCoding"]!["code"]!));
        Assert.Equal(Answers.Order(), codes.Order());
        Assert.Equal((int)result.Parameter("score")["valueInteger"]!, (int)completed.Item("form.total")["answer"]![0]!["valueInteger"]!);
        Assert.Equal(
            (string?)result.Parameter("band")["valueCoding"]!["display"],
            (string?)completed.Item("form.band")["answer"]![0]!["valueString"]);
        Assert.Equal(FhirReading.CurrentCanonical(Some.SelfCheck), (string?)completed["questionnaire"]);
    }

    [Theory]
    [InlineData("application/fhir+json")]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/fhir+json; fhirVersion=4.0")]
    public async Task A_response_is_accepted_bare_and_in_Parameters(string contentType)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        var bare = await service.Operate(
            Score,
            response,
            request => request.Content!.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType));
        var parameters = new JsonObject
        {
            ["resourceType"] = "Parameters",
            ["parameter"] = new JsonArray(new JsonObject { ["name"] = "in", ["resource"] = response }),
        };

        Assert.Equal(bare.ToJsonString(), (await service.Operate(Score, parameters)).ToJsonString());
    }

    [Fact]
    public async Task A_response_may_contain_every_item_of_the_form()
    {
        var questionnaire = await service.Get($"/fhir/Questionnaire/{Some.SelfCheck}");
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        var answered = Answers.Select(answer => answer.Item).ToHashSet();
        var others = questionnaire.Items().Select(item => (string)item["linkId"]!).Where(linkId => !answered.Contains(linkId)).ToList();
        foreach (var linkId in others) response["item"]!.AsArray().Add(new JsonObject { ["linkId"] = linkId });

        var result = await service.Operate(Score, response);

        Assert.Contains(others, linkId => linkId.EndsWith(".help", StringComparison.Ordinal));
        Assert.Empty(result.Parameters("warning"));
    }

    [Fact]
    public async Task A_wrong_total_or_band_gets_a_warning_and_is_ignored()
    {
        var response = FhirReading
            .Response(Some.SelfCheck, Answers)
            .Answer("form.total", "valueDecimal", 1.5)
            .Answer("form.band", "valueString", "canary");
        var outcome = await service.Operate(Process, response);
        var scored = await service.Operate(Score, response);

        var warnings = outcome["issue"]!
            .AsArray()
            .Where(issue => (string?)issue!["severity"] == "warning")
            .Select(issue => issue!.Summary());
        Assert.Equal(
            ["total-differs QuestionnaireResponse.item[5].answer[0].value", "band-differs QuestionnaireResponse.item[6].answer[0].value"],
            warnings);
        Assert.Equal(
            (await service.Operate(Score, FhirReading.Response(Some.SelfCheck, Answers))).Parameter("score").ToJsonString(),
            scored.Parameter("score").ToJsonString());
        Assert.Equal(2, scored.Parameters("warning").Count());
        Assert.DoesNotContain("canary", scored.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Score)]
    [InlineData(Process)]
    public async Task Answers_of_items_that_are_not_enabled_are_left_out_with_a_warning_each(string operation)
    {
        (string, string)[] kept = [("setting", "both"), ("craving", "weekly"), ("mixing-depressants", "yes")];
        var never = FhirReading.Response(Some.SelfCheck, ("last-used", "never"), ("peer-or-party", "yes"));
        var changed = FhirReading.Response(Some.SelfCheck, [("last-used", "never"), ("peer-or-party", "yes"), .. kept]);
        string[] places = [.. Enumerable.Range(2, 3).Select(index => $"QuestionnaireResponse.item[{index}]")];

        var result = await service.Operate(operation, changed);

        var warnings = operation == Score
            ? result.Parameters("warning").Select(warning => (string)warning["valueString"]!)
            : result["issue"]!.AsArray().Where(issue => (string?)issue!["severity"] == "warning").Select(issue => issue!.Summary());
        Assert.Equal(
            places, warnings.Select(warning => warning[warning.IndexOf("QuestionnaireResponse", StringComparison.Ordinal)..].TrimEnd(')')));
        // Except for the warnings, the result and the completed response are those without the kept answers.
        Assert.Equal(
            WithoutWarnings(await service.Operate(operation, never)).ToJsonString(), WithoutWarnings(result).ToJsonString());
    }

    [Theory]
    [InlineData("completed", false)]
    [InlineData("amended", false)]
    [InlineData("in-progress", true)]
    public async Task A_response_in_progress_is_scored_with_a_warning(string status, bool warns)
    {
        var response = FhirReading.Response(Some.SelfCheck, Answers);
        response["status"] = status;
        var outcome = await service.Operate(Process, response);

        Assert.Equal(warns, outcome.Codes().Contains("in-progress"));
        Assert.Equal(status, (string?)(await service.Operate(Score, response)).Parameter("response")["resource"]!["status"]);
    }

    [Fact]
    public async Task A_response_is_counted_only_with_consent_and_once_per_idempotency_key()
    {
        await using var own = new Service();
        const string key = "6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a";
        foreach (var address in new[] { Score, Process })
        {
            await own.Operate(address, FhirReading.Response(Some.SelfCheck, Answers));
            await own.Operate(address, FhirReading.Response(Some.SelfCheck, Answers).Contribute(false));
            await own.Operate(address, FhirReading.Response(Some.SelfCheck, Answers).Contribute(true));
        }

        for (var i = 0; i < 3; i++)
        {
            var retried = await own.Operate(
                Score,
                FhirReading.Response(Some.SelfCheck, Answers).Contribute(true),
                request => request.Headers.Add("Idempotency-Key", key));
            Assert.Equal("received", (string?)retried.Parameter("contribution")["valueCode"]);
        }

        await own.Screen(Some.SelfCheck, V1Answers, contribute: true, request => request.Headers.Add("Idempotency-Key", key));
        await own.Stop();

        Assert.Equal(3, own.Committed());
    }

    [Fact]
    public async Task A_response_over_the_allowance_of_its_network_gets_the_same_bytes_and_is_not_counted()
    {
        await using var own = new Service(new Dictionary<string, string> { ["Contributions:PerNetworkPerDay"] = "1" });
        var response = FhirReading.Response(Some.SelfCheck, Answers).Contribute(true);
        var outcomes = new List<string>();
        for (var i = 0; i < 3; i++) outcomes.Add((await own.Operate(Process, response)).ToJsonString());
        await own.Stop();

        Assert.Contains("contribution-received", outcomes[0], StringComparison.Ordinal);
        Assert.Single(outcomes.Distinct());
        Assert.Equal(1, own.Committed());
    }

    [Fact]
    public async Task A_result_must_not_be_cached_or_transformed()
    {
        foreach (var address in new[] { Score, Process })
        {
            using var response = await service.PostFhir(address, FhirReading.Response(Some.SelfCheck, Answers));

            Assert.Equal(200, (int)response.StatusCode);
            Assert.Equal(["no-store", "no-transform"], response.Header("Cache-Control")!.Split(", ").Order(StringComparer.Ordinal));
            Assert.Null(response.Header("ETag"));
        }
    }

    [Fact]
    public async Task Help_contacts_are_those_of_the_country()
    {
        var result = await service.Operate($"{Score}?country=ie", FhirReading.Response(Some.SelfCheck, Answers));

        Assert.Contains(
            result.Parameters("help"),
            help => ((string)help["valueString"]!).Contains("1800 459 459", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/fhir/Questionnaire/ketamine-quick-check")]
    [InlineData("GET", "/fhir/CodeSystem/ketamine-quick-check.bands")]
    [InlineData("GET", "/fhir/CodeSystem/issue")]
    [InlineData("GET", "/fhir/no-such")]
    [InlineData("POST", Process)]
    [InlineData("POST", Score)]
    public async Task Texts_are_in_the_requested_language_and_the_parameter_overrides_the_header(string method, string address)
    {
        (string Query, string Header, string Expected)[] requests =
        [
            ("", "xx", "xx"), ("?_language=xx", "en", "xx"), ("?_language=en", "xx", "en"), ("?_language=fr", "xx", "en"), ("", "fr", "en"),
        ];
        foreach (var (query, header, expected) in requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address + query);
            request.Headers.Add("Accept-Language", header);
            var body = FhirReading.Response(Some.SelfCheck, Answers).ToJsonString();
            if (method == "POST") request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/fhir+json");
            using var response = await translated.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var resource = await response.Json();

            Assert.Equal((expected, expected), (response.Header("Content-Language"), (string?)resource["language"]));
            Assert.Equal(expected == "xx", TranslatedTexts(resource).All(text => text.StartsWith("[xx] ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Every_text_of_a_questionnaire_carries_its_translations()
    {
        var questionnaire = await translated.Service.Get($"/fhir/Questionnaire/{Some.QuickCheck}?_language=xx");
        var texts = questionnaire
            .Items()
            .Select(item => (Text: item["text"], Element: item["_text"]))
            .Concat(
                questionnaire
                    .Items()
                    .SelectMany(item => item["answerOption"]?.AsArray() ?? [])
                    .Select(option => (Text: option!["valueCoding"]!["display"], Element: option["valueCoding"]!["_display"])))
            .Append((Text: questionnaire["title"], Element: questionnaire["_title"]))
            .ToList();

        Assert.True(texts.Count > 50);
        Assert.All(texts, text =>
        {
            var english = Assert.Single(
                text.Element!["extension"]!.AsArray(),
                extension => (string?)extension!["extension"]![0]!["valueCode"] == "en")!;
            Assert.Equal(
                ((string)text.Text!).Replace("[xx] ", "", StringComparison.Ordinal),
                (string?)english["extension"]![1]!["valueString"]);
        });
        Assert.Equal(FhirReading.Canonical(Some.QuickCheck), (string?)questionnaire["url"]);
    }

    [Fact]
    public async Task A_band_label_in_any_language_is_recognized()
    {
        var translatedResult = await translated.Service.Operate(
            $"{Score}?_language=xx",
            FhirReading.Response(Some.SelfCheck, Answers));
        var label = (string)translatedResult.Parameter("band")["valueCoding"]!["display"]!;
        var outcome = await translated.Service.Operate(
            Process,
            FhirReading.Response(Some.SelfCheck, Answers).Answer("form.band", "valueString", label));

        Assert.StartsWith("[xx] ", label, StringComparison.Ordinal);
        Assert.DoesNotContain("band-differs", outcome.Codes());
    }

    private static JsonNode WithoutWarnings(JsonNode result)
    {
        var list = (result["parameter"] ?? result["issue"])!.AsArray();
        list.RemoveAll(entry => (string?)entry!["name"] == "warning" || (string?)entry["severity"] == "warning");
        return result;
    }

    // The translated texts. Ids, codes and addresses, and the names and numbers of services, are the same in every language.
    private static IEnumerable<string> TranslatedTexts(JsonNode resource) =>
        (string?)resource["resourceType"] switch
        {
            "OperationOutcome" => resource["issue"]!
                .AsArray()
                .Where(issue => !issue!.Summary().StartsWith("result-help", StringComparison.Ordinal))
                .Select(issue => (string)issue!["details"]!["text"]!),
            "Questionnaire" => resource
                .Items()
                .Where(item => !((string)item["linkId"]!).StartsWith("form.contact.", StringComparison.Ordinal))
                .Select(item => (string)item["text"]!),
            "CodeSystem" => resource["concept"]!.AsArray().Select(concept => (string)(concept!["display"] ?? concept["definition"])!),
            _ => Flat(resource["parameter"]!)
                .Where(parameter => (string?)parameter["name"] != "help")
                .Select(parameter => (string?)(parameter["valueString"] ?? parameter["valueCoding"]?["display"]))
                .OfType<string>(),
        };

    // Parameters with their parts.
    private static IEnumerable<JsonNode> Flat(JsonNode parameters) => parameters.AsArray().SelectMany(parameter =>
        parameter!["part"] is { } parts ? Flat(parts).Prepend(parameter) : [parameter]);
}
