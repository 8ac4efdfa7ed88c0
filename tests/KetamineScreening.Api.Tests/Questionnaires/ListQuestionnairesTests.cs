namespace KetamineScreening.Api.Tests.Questionnaires;

public sealed class ListQuestionnairesTests(SharedService service)
{
    [Theory]
    [InlineData(Some.SelfCheck, 42, "self")]
    [InlineData(Some.QuickCheck, 8, "self")]
    [InlineData(Some.ConcernCheck, 13, "other")]
    public async Task Each_is_listed_with_what_a_person_chooses_by(string id, int questions, string perspective)
    {
        var entry = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Single(entry => (string)entry!["id"]! == id)!;
        var whole = await service.Get($"/v1/questionnaires/{id}");

        Assert.Equal((questions, perspective, "not-validated"), ((int)entry["questions"]!, (string)entry["perspective"]!, (string)entry["validation"]!));
        Assert.Equal(questions, whole["sections"]!.AsArray().Sum(section => section!["items"]!.AsArray().Count));
        Assert.All(["version", "title", "purpose", "perspective", "estimatedMinutes"], member => Assert.Equal(whole[member]!.ToJsonString(), entry[member]!.ToJsonString()));
        Assert.Equal("""[{"language":"en","review":"source"}]""", entry["languages"]!.ToJsonString());
    }

    [Fact]
    public async Task There_are_three() => Assert.Equal(3, (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Count);

    [Fact]
    public async Task Its_language_is_said()
    {
        using var response = await service.Http.GetAsync(new Uri("/v1/questionnaires", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(("en", "Accept-Language"), (response.Header("Content-Language"), response.Header("Vary")));
    }
}
