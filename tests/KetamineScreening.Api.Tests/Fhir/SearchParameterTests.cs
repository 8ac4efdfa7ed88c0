namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>The search parameters of R4 by type: token, uri, string and date.</summary>
public sealed class SearchParameterTests(SharedService service)
{
    private const string Base = "https://ketamine-screening.example/fhir/";
    private const string Status = "http://hl7.org/fhir/publication-status";
    private const string Special = "http://terminology.hl7.org/CodeSystem/special-values";
    private const int All = 6;
    private const int Current = 3;

    [Theory]
    [InlineData($"status={Status}|active", Current)]
    [InlineData($"status={Status}|", All)]
    [InlineData("status=|active", 0)]
    [InlineData("status=https://example.org|active", 0)]
    [InlineData("status=https://example.org|active,retired", Current)]
    [InlineData("status=ACTIVE", 0)]
    [InlineData("version=|2.0.0", Current)]
    [InlineData("version=https://example.org|2.0.0", 0)]
    [InlineData("experimental=false", All)]
    [InlineData("experimental=true", 0)]
    [InlineData($"experimental={Special}|false", All)]
    [InlineData("status=active&status=retired", 0)]
    [InlineData("status=active,retired", All)]
    [InlineData("status=", All)]
    [InlineData("Status=retired&status=active", 0)]
    public Task A_token_is_a_code_alone_or_with_its_system(string query, int total) => AssertTotal("Questionnaire", query, total);

    [Theory]
    [InlineData($"url={Base}Questionnaire/ketamine-quick-check", 2)]
    [InlineData($"url={Base}Questionnaire/ketamine-quick", 0)]
    [InlineData($"url={Base}questionnaire/ketamine-quick-check", 0)]
    [InlineData($@"url=https://example.org/a\,b,{Base}Questionnaire/ketamine-quick-check", 2)]
    public Task A_URL_matches_as_a_whole(string query, int total) => AssertTotal("Questionnaire", query, total);

    [Theory]
    [InlineData("name=KetamineQuick", 2)]
    [InlineData("name=ketaminequick", 2)]
    [InlineData("name=Kétaminequick", 2)]
    [InlineData("name=quick", 0)]
    [InlineData("name:contains=QUICK", 2)]
    [InlineData("name:contains=QUICK,self", 4)]
    [InlineData("name:exact=KetamineQuickCheck", 2)]
    [InlineData("name:exact=ketaminequickcheck", 0)]
    [InlineData("name:exact=KetamineQuick", 0)]
    [InlineData("title:contains=nothing", 0)]
    [InlineData("publisher=ketamine", All)]
    public Task A_text_is_compared_from_its_start_without_case_and_accents(string query, int total) =>
        AssertTotal("Questionnaire", query, total);

    [Theory]
    [InlineData("eq", true, false, false)]
    [InlineData("", true, false, false)]
    [InlineData("ne", false, true, true)]
    [InlineData("gt", false, true, false)]
    [InlineData("ge", true, true, false)]
    [InlineData("lt", false, false, true)]
    [InlineData("le", true, false, true)]
    [InlineData("sa", false, true, false)]
    [InlineData("eb", false, false, true)]
    [InlineData("ap", true, false, false)]
    public async Task A_date_is_compared_by_its_prefix(string prefix, bool same, bool yearBefore, bool yearAfter)
    {
        var operation = await service.Get("/fhir/OperationDefinition/Questionnaire-score");
        var date = DateOnly.ParseExact((string)operation["date"]!, "yyyy-MM-dd", null);
        (DateOnly Date, bool IsFound)[] cases = [(date, same), (date.AddYears(-1), yearBefore), (date.AddYears(1), yearAfter)];
        foreach (var (compared, isFound) in cases)
        {
            await AssertTotal("OperationDefinition", $"date={prefix}{compared:yyyy-MM-dd}", isFound ? 1 : 0);
        }
    }

    [Theory]
    [InlineData("date={0:yyyy}", true)]
    [InlineData("date={0:yyyy-MM}", true)]
    [InlineData("date={0:yyyy-MM-dd}T12:00", false)]
    [InlineData("date=ge{0:yyyy-MM-dd}T12:00:00Z", true)]
    [InlineData("date=lt{0:yyyy-MM-dd}T12:00:00.5%2B02:00", true)]
    [InlineData("date=lt{0:yyyy-MM-dd}T12:00:00+02:00", true)]
    [InlineData("date=gt{0:yyyy}", false)]
    [InlineData("date=sa{0:yyyy-MM-dd}T00:00Z", false)]
    [InlineData("date=ap0001", false)]
    [InlineData("date=ap9998", false)]
    public async Task A_date_has_the_precision_in_which_it_is_written(string query, bool isFound)
    {
        var operation = await service.Get("/fhir/OperationDefinition/Questionnaire-score");
        var date = DateOnly.ParseExact((string)operation["date"]!, "yyyy-MM-dd", null);

        await AssertTotal("OperationDefinition", string.Format(null, query, date), isFound ? 1 : 0);
    }

    [Theory]
    [InlineData("CodeSystem", "name=KetamineScreeningIssue", 1)]
    [InlineData("OperationDefinition", "title:contains=RESPONSE", 1)]
    [InlineData("StructureDefinition", "description:contains=totals", 2)]
    [InlineData("ValueSet", "name=any", 0)]
    public Task Every_type_has_them(string type, string query, int total) => AssertTotal(type, query, total);

    private async Task AssertTotal(string type, string query, int total) =>
        Assert.Equal(total, (int)(await service.Get($"/fhir/{type}?{query}"))["total"]!);
}
