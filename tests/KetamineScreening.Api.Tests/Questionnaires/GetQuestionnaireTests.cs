using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Questionnaires;

public sealed class GetQuestionnaireTests(SharedService service)
{
    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task An_address_without_a_version_serves_the_current_version_and_links_to_it(string id)
    {
        var number = await service.Version(id);
        var cancellation = TestContext.Current.CancellationToken;
        using var current = await service.Http.GetAsync(new Uri($"/v1/questionnaires/{id}", UriKind.Relative), cancellation);
        using var version = await service.Http.GetAsync(new Uri($"/v1/questionnaires/{id}/{number}", UriKind.Relative), cancellation);

        Assert.Equal(await version.Text(), await current.Text());
        Assert.All([current, version], response =>
        {
            Assert.Equal($"</v1/questionnaires/{id}/{number}>; rel=\"canonical\"", response.Header("Link"));
            Assert.Equal(("en", "Accept-Encoding, Accept-Language"), (response.Header("Content-Language"), response.Header("Vary")));
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_question_has_the_texts_and_options_to_be_shown(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");

        Assert.All(Texts, member => Assert.NotEmpty((string)questionnaire[member]!));
        Assert.All(questionnaire["sections"]!.AsArray(), section => Assert.NotEmpty((string)section!["title"]!));
        Assert.All(Items(questionnaire), item =>
        {
            Assert.All(["id", "text", "help"], member => Assert.NotEmpty((string)item[member]!));
            Assert.NotEmpty(item["basis"]!.AsArray());
            Assert.True((bool?)item["required"] is not null);
        });
        Assert.All(Items(questionnaire).SelectMany(Options), option =>
        {
            Assert.All(["code", "label"], member => Assert.NotEmpty((string)option[member]!));
            Assert.True(option.AsObject().ContainsKey("weight"));
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_condition_has_one_form_and_refers_to_existing_items_options_and_counts(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");
        var options = Items(questionnaire).ToDictionary(
            item => (string)item["id"]!,
            item => Options(item).Select(option => (string)option["code"]!).ToHashSet());
        var counts = questionnaire["counts"]!.AsArray().Select(count => (string)count!["name"]!).ToList();

        Assert.All(Conditions(questionnaire), condition =>
        {
            Assert.Contains(string.Join(' ', condition.Select(member => member.Key).Order(StringComparer.Ordinal)), Forms);
            if (condition.ContainsKey("item")) Assert.ProperSuperset(CodesIn(condition), options[(string)condition["item"]!]);
            if (condition.ContainsKey("count")) Assert.Contains((string)condition["count"]!, counts);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_band_rule_flag_and_guidance_has_the_texts_to_explain_a_result(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");
        var bands = Codes(questionnaire, "bands");
        var allBands = bands.Concat(Codes(questionnaire, "unratedBands")).ToList();
        var actions = Codes(questionnaire, "actions").ToList();

        Assert.All(Entries("bands"), band => Assert.NotEmpty((string)band["label"]!));
        Assert.All(Entries("audiences"), audience => Assert.NotEmpty((string)audience["label"]!));
        Assert.All(Entries("rules"), rule => Assert.NotEmpty((string)rule["reason"]!));
        Assert.All(Entries("rules"), rule => Assert.Contains((string)rule["band"]!, bands));
        Assert.All([.. Entries("flags"), .. Entries("actions")], entry =>
            Assert.All(["title", "text"], member => Assert.NotEmpty((string)entry[member]!)));
        Assert.All(Entries("flags"), flag => Assert.Contains((string)flag["action"]!, actions));
        Assert.All(Entries("unratedBands"), band => Assert.NotEmpty((string)band["label"]!));
        Assert.All(
            Entries("unratedBands").SelectMany(band => band["reasons"]!.AsArray()),
            reason => Assert.NotEmpty((string)reason!["reason"]!));
        Assert.All(Entries("guidance"), entry => Assert.NotEmpty((string)entry["summary"]!));
        Assert.All(Entries("guidance"), entry => Assert.Contains((string)entry["band"]!, allBands));
        Assert.All(Entries("guidance"), entry => Assert.Contains((string)entry["audience"]!, Codes(questionnaire, "audiences")));
        Assert.All(
            Entries("guidance").SelectMany(entry => entry["nextSteps"]!.AsArray()),
            step => Assert.All(["title", "text"], member => Assert.NotEmpty((string)step![member]!)));

        IEnumerable<JsonNode> Entries(string list) => questionnaire[list]!.AsArray()!;
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_bands_cover_every_score_once(string id)
    {
        var bands = (await service.Get($"/v1/questionnaires/{id}"))["bands"]!.AsArray();

        Assert.Equal(["lower", "increasing", "high", "very-high"], bands.Select(band => (string)band!["code"]!));
        Assert.Equal(bands.Skip(1).Select(band => (int?)band!["from"]), bands.SkipLast(1).Select(band => (int?)band!["to"] + 1));
        Assert.Equal((0, null), ((int)bands[0]!["from"]!, (int?)bands[^1]!["to"]));
    }

    private static readonly string[] Texts =
    [
        "id", "version", "language", "title", "purpose", "perspective", "intendedUse", "disclaimer", "validation", "validationNote",
        "scoreReason",
    ];

    private static readonly string[] Forms = ["in item", "atLeast count", "atLeast score", "all", "any", "not"];

    private static readonly string[] WithConditions = ["rules", "flags", "audiences"];

    private static IEnumerable<JsonNode> Items(JsonNode questionnaire) =>
        questionnaire["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray())!;

    private static HashSet<string> CodesIn(JsonObject condition) => [.. condition["in"]!.AsArray().Select(code => (string)code!)];

    private static IEnumerable<JsonNode> Options(JsonNode item) => item["options"]!.AsArray()!;

    private static IEnumerable<string> Codes(JsonNode questionnaire, string list) =>
        questionnaire[list]!.AsArray().Select(entry => (string)entry!["code"]!);

    private static IEnumerable<JsonObject> Conditions(JsonNode questionnaire) => Items(questionnaire).Select(item => item["askedWhen"])
        .Concat(WithConditions.SelectMany(list => questionnaire[list]!.AsArray()).Select(entry => entry!["when"]))
        .OfType<JsonObject>()
        .SelectMany(WithParts);

    private static IEnumerable<JsonObject> WithParts(JsonObject condition) =>
        new[] { condition["all"], condition["any"] }
            .OfType<JsonArray>()
            .SelectMany(parts => parts)
            .Append(condition["not"])
            .OfType<JsonObject>()
            .SelectMany(WithParts)
            .Prepend(condition);
}
