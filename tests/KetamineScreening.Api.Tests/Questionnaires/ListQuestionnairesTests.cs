namespace KetamineScreening.Api.Tests.Questionnaires;

public sealed class ListQuestionnairesTests(SharedService service)
{
    [Theory]
    [InlineData(Some.SelfCheck, "self")]
    [InlineData(Some.QuickCheck, "self")]
    [InlineData(Some.ConcernCheck, "other")]
    public async Task Each_entry_has_the_metadata_of_its_questionnaire(string id, string perspective)
    {
        var entry = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Single(entry => (string)entry!["id"]! == id)!;
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");

        Assert.Equal((perspective, "not-validated"), ((string)entry["perspective"]!, (string)entry["validation"]!));
        Assert.Equal(questionnaire["sections"]!.AsArray().Sum(section => section!["items"]!.AsArray().Count), (int)entry["questions"]!);
        Assert.All(
            ["version", "title", "purpose", "perspective", "estimatedMinutes"],
            member => Assert.Equal(questionnaire[member]!.ToJsonString(), entry[member]!.ToJsonString()));
        Assert.Contains("""{"language":"en","review":"source"}""", entry["languages"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_questionnaire_is_listed_once_in_ordinal_order()
    {
        var ids = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Select(entry => (string)entry!["id"]!).ToList();

        Assert.Equal(ids.Distinct().Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task The_list_declares_its_language()
    {
        using var response = await service.Http.GetAsync(
            new Uri("/v1/questionnaires", UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal(("en", "Accept-Language"), (response.Header("Content-Language"), response.Header("Vary")));
    }
}
