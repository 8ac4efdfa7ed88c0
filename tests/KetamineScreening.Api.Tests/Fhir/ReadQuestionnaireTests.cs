using System.Globalization;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

public sealed class ReadQuestionnaireTests(SharedService service)
{
    private const string Weight = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
    private const string ItemWeight = "http://hl7.org/fhir/StructureDefinition/itemWeight";

    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task It_has_the_texts_options_and_weights_of_v1_in_the_same_order(string id)
    {
        var v1 = await service.Get($"/v1/questionnaires/{id}");
        var questionnaire = await service.Get($"/fhir/Questionnaire/{id}");
        var groups = questionnaire["item"]!
            .AsArray()
            .Where(group => ((string)group!["linkId"]!).StartsWith("section.", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(((string?)v1["version"], (string?)v1["title"]), ((string?)questionnaire["version"], (string?)questionnaire["title"]));
        Assert.Equal(
            v1["sections"]!.AsArray().Select(section => $"{section!["title"]}: {section["intro"]}"),
            groups.Select(group => $"{group!["text"]}: {group["item"]![0]!["text"]}"));
        Assert.Equal(
            v1["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray()).Select(item => V1Summary(item!)),
            groups.SelectMany(group => group!["item"]!.AsArray().Skip(1)).Select(item => FhirSummary(item!)));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task It_contains_the_disclaimer_and_help_contacts_and_no_subject_type(string id)
    {
        var v1 = await service.Get($"/v1/questionnaires/{id}");
        var questionnaire = await service.Get($"/fhir/Questionnaire/{id}?country=IE");
        var texts = questionnaire.Items().Select(item => (string?)item["text"]).ToList();

        Assert.Equal(
            ("active", false, FhirReading.Canonical(id)),
            ((string?)questionnaire["status"], (bool?)questionnaire["experimental"], (string?)questionnaire["url"]));
        Assert.All(
            ["disclaimer", "validationNote", "intendedUse"],
            name => Assert.Contains((string)v1[name]!, (string)questionnaire["purpose"]!, StringComparison.Ordinal));
        Assert.All(["disclaimer", "intendedUse"], name => Assert.Contains((string?)v1[name], texts));
        foreach (var block in (await service.Get("/v1/help?country=IE"))["emergencyBlocks"]!.AsArray())
        {
            var text = Assert.Single(texts, text => text!.StartsWith($"{block!["title"]}. {block["text"]}", StringComparison.Ordinal));
            Assert.All(
                block!["contacts"]!.AsArray(),
                contact => Assert.Contains($"{contact!["name"]}, Phone: {contact["phone"]}", text, StringComparison.Ordinal));
        }

        Assert.Contains(texts, text => text!.Contains("1800 459 459", StringComparison.Ordinal));
        Assert.Contains("CC BY 4.0", (string?)questionnaire["copyright"], StringComparison.Ordinal);
        Assert.Null(questionnaire["subjectType"]);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Omitting_weights_changes_nothing_else(string id)
    {
        var with = await service.Get($"/fhir/Questionnaire/{id}?weights=true");
        var without = await service.Get($"/fhir/Questionnaire/{id}?weights=false");
        foreach (var option in with.Items().SelectMany(item => item["answerOption"]?.AsArray() ?? []))
            option!.AsObject().Remove("extension");

        Assert.Equal(with.ToJsonString(), without.ToJsonString());
        Assert.DoesNotContain("ordinalValue", without.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("itemWeight", without.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branching_is_enableWhen_where_one_of_some_answers_decides_and_else_an_expression()
    {
        const string within = "%resource.item.where(linkId='section.context').item.where(linkId='last-used').answer.value"
            + ".where(code='within-12-months').exists()";
        const string setting = "%resource.item.where(linkId='section.context').item.where(linkId='setting').answer.value";
        var questionnaire = await service.Get($"/fhir/Questionnaire/{Some.SelfCheck}");

        Assert.Equal("last-used=within-12-months", Enabled(questionnaire.Item("setting")));
        Assert.Equal("any last-used=over-12-months-ago last-used=within-12-months", Enabled(questionnaire.Item("section.effects")));
        Assert.Equal("", Enabled(questionnaire.Item("psychosis")));
        Assert.Equal("", Enabled(questionnaire.Item("section.cautions")));
        // An item leaves out what its group requires.
        Assert.Equal("last-used=within-12-months", Enabled(questionnaire.Item("section.signs")));
        Assert.Equal("", Enabled(questionnaire.Item("craving")));
        Assert.Equal("any setting=both setting=unsupervised-only", Enabled(questionnaire.Item("tolerance")));
        // The answer to one item is not enough here: an old answer to setting must not open the group.
        Assert.Equal(
            $"({within} and {setting}.where(code='both' or code='unsupervised-only').exists())",
            Expression(questionnaire.Item("section.pattern")));
        Assert.Equal(
            $"({within} and {setting}.where(code='supervised-only').exists())", Expression(questionnaire.Item("treatment-mood")));
    }

    [Fact]
    public async Task Every_version_stays_available_and_the_plain_id_is_the_current_version()
    {
        using var content = new ContentFolder();
        content.AddVersion(
            Some.ConcernCheck,
            "2.0.1",
            _ => { },
            wording => wording["scales"]!["yes-no"]!["dont-know"] = "No idea");
        await using var own = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        var found = await own.Get($"/fhir/Questionnaire?url={FhirReading.Canonical(Some.ConcernCheck)}");
        Assert.Equal(
            ["ketamine-concern-check 2.0.1", "ketamine-concern-check-2.0.0 2.0.0"],
            found["entry"]!.AsArray().Select(entry => $"{entry!["resource"]!["id"]} {entry["resource"]!["version"]}"));
        Assert.Equal("2.0.1", (string?)(await own.Get($"/fhir/Questionnaire/{Some.ConcernCheck}"))["version"]);
        Assert.Equal("2.0.0", (string?)(await own.Get($"/fhir/Questionnaire/{Some.ConcernCheck}-2.0.0"))["version"]);
        Assert.Equal("No idea", (string?)(await own.Get($"/fhir/CodeSystem/{Some.ConcernCheck}.scale.yes-no"))["concept"]![2]!["display"]);
        Assert.Equal(
            "I don't know",
            (string?)(await own.Get($"/fhir/CodeSystem/{Some.ConcernCheck}.scale.yes-no-2.0.0"))["concept"]![2]!["display"]);

        var scored = await own.Operate(
            $"/fhir/Questionnaire/{Some.ConcernCheck}/$score",
            FhirReading.Response(Some.ConcernCheck, ("bladder", "weekly")));
        Assert.EndsWith("|2.0.0", (string?)scored.Parameter("response")["resource"]!["questionnaire"], StringComparison.Ordinal);
        var newer = FhirReading.Response(Some.ConcernCheck, ("bladder", "weekly"));
        newer["questionnaire"] = $"{FhirReading.Canonical(Some.ConcernCheck)}|2.0.1";
        using var mismatch = await own.PostFhir($"/fhir/Questionnaire/{Some.ConcernCheck}-2.0.0/$score", newer);
        Assert.Equal("other-questionnaire QuestionnaireResponse.questionnaire", Assert.Single(await mismatch.Outcome(422)).Summary());
    }

    [Fact]
    public async Task Canonical_addresses_use_the_configured_base_and_their_code_systems_are_served()
    {
        await using var own = new Service(new Dictionary<string, string> { ["Fhir:CanonicalBase"] = "https://example.org/forms/" });
        var questionnaire = await own.Get($"/fhir/Questionnaire/{Some.SelfCheck}");

        Assert.Equal("https://example.org/forms/Questionnaire/ketamine-self-check", (string?)questionnaire["url"]);
        var codings = questionnaire
            .Items()
            .SelectMany(item => item["answerOption"]?.AsArray() ?? [])
            .Select(option => option!["valueCoding"]!)
            .ToList();
        Assert.True(codings.Count > 100);
        foreach (var system in codings.GroupBy(coding => (string)coding["system"]!))
        {
            Assert.StartsWith("https://example.org/forms/CodeSystem/", system.Key, StringComparison.Ordinal);
            var served = await own.Get(system.Key.Replace("https://example.org/forms", "/fhir", StringComparison.Ordinal));
            Assert.Equal(system.Key, (string?)served["url"]);
            Assert.Equal(
                served["concept"]!.AsArray().Select(concept => $"{concept!["code"]} {concept["display"]}"),
                system.Select(coding => $"{coding["code"]} {coding["display"]}").Distinct());
        }
    }

    [Theory]
    [InlineData("/fhir/Questionnaire/ketamine-self-check")]
    [InlineData("/fhir/Questionnaire", "max-age=300, private")]
    [InlineData("/fhir/metadata")]
    [InlineData("/fhir/CodeSystem/issue")]
    [InlineData("/fhir/CodeSystem/ketamine-self-check.bands")]
    [InlineData("/fhir/OperationDefinition/Questionnaire-score")]
    [InlineData("/fhir/StructureDefinition/contribute")]
    public async Task Resources_have_an_ETag_for_304_responses_and_support_HEAD(string address, string cache = "public, max-age=300")
    {
        using var first = await service.Http.GetAsync(address, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await service.Http.SendAsync(again, TestContext.Current.CancellationToken);
        using var head = await service.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, address),
            TestContext.Current.CancellationToken);

        Assert.Equal(("application/fhir+json", cache), (first.Header("Content-Type"), first.Header("Cache-Control")));
        Assert.Equal(304, (int)second.StatusCode);
        Assert.Equal(
            (200, first.Header("ETag"), first.Header("Content-Length")),
            ((int)head.StatusCode, head.Header("ETag"), head.Header("Content-Length")));
    }

    [Theory]
    [InlineData("application/fhir+json")]
    [InlineData("application/json")]
    [InlineData("application/fhir+json; fhirVersion=4.0")]
    [InlineData("text/html, application/*;q=0.1")]
    [InlineData("*/*")]
    [InlineData("garbage;;=,,")]
    public async Task FHIR_JSON_is_served_if_Accept_allows_it_or_is_malformed(string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/metadata");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((200, "application/fhir+json"), ((int)response.StatusCode, response.Header("Content-Type")));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("application/json")]
    [InlineData("application/fhir+json")]
    [InlineData("application/fhir%2Bjson")]
    public async Task The_format_parameter_overrides_the_Accept_header(string format)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/fhir/metadata?_format={format}");
        request.Headers.Add("Accept", "application/fhir+xml");
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static string V1Summary(JsonNode item) =>
        $"{item["id"]} {item["text"]} {item["help"]} {item["required"]} " + string.Join('|', item["options"]!.AsArray().Select(
            option => $"{option!["code"]} {option["label"]} {option["weight"]} {option["weight"]}"));

    private static string FhirSummary(JsonNode item) =>
        $"{item["linkId"]} {item["text"]} {item["item"]![0]!["text"]} {item["required"]} "
            + string.Join('|', item["answerOption"]!.AsArray().Select(option => FhirOption(option!)));

    private static string FhirOption(JsonNode option) =>
        $"{option["valueCoding"]!["code"]} {option["valueCoding"]!["display"]} {WeightOf(option, Weight)} {WeightOf(option, ItemWeight)}";

    private static string WeightOf(JsonNode option, string url) => option["extension"]?.AsArray()
        .Where(extension => (string?)extension!["url"] == url)
        .Select(extension => ((decimal)extension!["valueDecimal"]!).ToString(CultureInfo.InvariantCulture)).SingleOrDefault() ?? "";

    private static string Expression(JsonNode item) => (string)item["extension"]!.AsArray()
        .Single(extension => ((string)extension!["url"]!).EndsWith("enableWhenExpression", StringComparison.Ordinal))!
        ["valueExpression"]!["expression"]!;

    private static string Enabled(JsonNode item) => string.Join(' ', (item["enableWhen"]?.AsArray() ?? [])
        .Select(condition => $"{condition!["question"]}{condition["operator"]}{condition["answerCoding"]!["code"]}")
        .Prepend((string?)item["enableBehavior"] ?? "")).Trim();
}
