using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Questionnaires;

public sealed class GetQuestionnaireTests(SharedService service)
{
    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task The_current_version_is_that_version_and_links_to_it(string id)
    {
        var number = await service.Version(id);
        using var current = await service.Http.GetAsync(new Uri($"/v1/questionnaires/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var version = await service.Http.GetAsync(new Uri($"/v1/questionnaires/{id}/{number}", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(await version.Text(), await current.Text());
        Assert.All([current, version], response => Assert.Equal($"</v1/questionnaires/{id}/{number}>; rel=\"canonical\"", response.Header("Link")));
        Assert.All([current, version], response => Assert.Equal(("en", "Accept-Language"), (response.Header("Content-Language"), response.Header("Vary"))));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_question_can_be_shown_with_nothing_else(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");

        Assert.All(Texts, member => Assert.NotEmpty((string)questionnaire[member]!));
        Assert.All(questionnaire["sections"]!.AsArray(), section => Assert.NotEmpty((string)section!["title"]!));
        Assert.All(Items(questionnaire), item => Assert.All(["id", "text", "help"], member => Assert.NotEmpty((string)item[member]!)));
        Assert.All(Items(questionnaire), item => Assert.NotEmpty(item["basis"]!.AsArray()));
        Assert.All(Items(questionnaire), item => Assert.True((bool?)item["required"] is not null));
        Assert.All(Items(questionnaire).SelectMany(Options), option => Assert.All(["code", "label"], member => Assert.NotEmpty((string)option[member]!)));
        Assert.All(Items(questionnaire).SelectMany(Options), option => Assert.True(option.AsObject().ContainsKey("weight")));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_condition_has_one_form_and_refers_to_what_is_there(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");
        var options = Items(questionnaire).ToDictionary(item => (string)item["id"]!, item => Options(item).Select(option => (string)option["code"]!).ToHashSet());
        var counts = questionnaire["counts"]!.AsArray().Select(count => (string)count!["name"]!).ToList();

        Assert.All(Conditions(questionnaire), condition => Assert.Contains(string.Join(' ', condition.Select(member => member.Key).Order(StringComparer.Ordinal)), Forms));
        Assert.All(Conditions(questionnaire).Where(condition => condition.ContainsKey("item")), condition => Assert.ProperSuperset(condition["in"]!.AsArray().Select(code => (string)code!).ToHashSet(), options[(string)condition["item"]!]));
        Assert.All(Conditions(questionnaire).Where(condition => condition.ContainsKey("count")), condition => Assert.Contains((string)condition["count"]!, counts));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_result_can_be_explained_with_nothing_else(string id)
    {
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");
        var bands = Codes(questionnaire, "bands");

        Assert.All(["bands", "audiences"], list => Assert.All(questionnaire[list]!.AsArray(), entry => Assert.NotEmpty((string)entry!["label"]!)));
        Assert.All(questionnaire["rules"]!.AsArray(), rule => Assert.NotEmpty((string)rule!["reason"]!));
        Assert.All(questionnaire["rules"]!.AsArray(), rule => Assert.Contains((string)rule!["band"]!, bands));
        Assert.All(questionnaire["flags"]!.AsArray(), flag => Assert.NotEmpty((string)flag!["text"]!));
        Assert.All(questionnaire["guidance"]!.AsArray(), entry => Assert.NotEmpty((string)entry!["summary"]!));
        Assert.All(questionnaire["guidance"]!.AsArray(), entry => Assert.Contains((string)entry!["band"]!, bands));
        Assert.All(questionnaire["guidance"]!.AsArray(), entry => Assert.Contains((string)entry!["audience"]!, Codes(questionnaire, "audiences")));
        Assert.All(questionnaire["guidance"]!.AsArray().SelectMany(entry => entry!["nextSteps"]!.AsArray()), step => Assert.NotEmpty((string)step!["text"]!));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task The_bands_cover_every_score_once(string id)
    {
        var bands = (await service.Get($"/v1/questionnaires/{id}"))["bands"]!.AsArray();

        Assert.Equal(["lower", "increasing", "high", "very-high"], bands.Select(band => (string)band!["code"]!));
        Assert.Equal(bands.Skip(1).Select(band => (int?)band!["from"]), bands.SkipLast(1).Select(band => (int?)band!["to"] + 1));
        Assert.Equal((0, null), ((int)bands[0]!["from"]!, (int?)bands[^1]!["to"]));
    }

    private static readonly string[] Texts = ["id", "version", "language", "title", "purpose", "perspective", "intendedUse", "disclaimer", "validation", "validationNote", "scoreReason", "emergency"];

    private static readonly string[] Forms = ["in item", "atLeast count", "atLeast score", "all", "any", "not"];

    private static readonly string[] WithConditions = ["rules", "flags", "audiences"];

    private static IEnumerable<JsonNode> Items(JsonNode questionnaire) => questionnaire["sections"]!.AsArray().SelectMany(section => section!["items"]!.AsArray())!;

    private static IEnumerable<JsonNode> Options(JsonNode item) => item["options"]!.AsArray()!;

    private static IEnumerable<string> Codes(JsonNode questionnaire, string list) => questionnaire[list]!.AsArray().Select(entry => (string)entry!["code"]!);

    private static IEnumerable<JsonObject> Conditions(JsonNode questionnaire) => Items(questionnaire).Select(item => item["askedWhen"])
        .Concat(WithConditions.SelectMany(list => questionnaire[list]!.AsArray()).Select(entry => entry!["when"]))
        .OfType<JsonObject>()
        .SelectMany(WithParts);

    private static IEnumerable<JsonObject> WithParts(JsonObject condition) => new[] { condition["all"], condition["any"] }.OfType<JsonArray>()
        .SelectMany(parts => parts)
        .Append(condition["not"])
        .OfType<JsonObject>()
        .SelectMany(WithParts)
        .Prepend(condition);
}
