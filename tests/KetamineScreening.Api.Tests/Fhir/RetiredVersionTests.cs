namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>
/// A retired version can be read and found, and is not scored. <see cref="RefusedInputTests"/> checks that it is not counted either.
/// </summary>
public sealed class RetiredVersionTests(SharedService service)
{
    private const string RetiredId = $"{Some.SelfCheck}-{Some.RetiredVersion}";

    [Fact]
    public async Task It_has_the_status_retired_and_the_plain_id_is_the_current_version()
    {
        var retired = await service.Get($"/fhir/Questionnaire/{RetiredId}");
        var current = await service.Get($"/fhir/Questionnaire/{Some.SelfCheck}");

        Assert.Equal(
            (Some.RetiredVersion, "retired", FhirReading.Canonical(Some.SelfCheck)),
            ((string?)retired["version"], (string?)retired["status"], (string?)retired["url"]));
        Assert.Equal(
            (Some.Version, "active", FhirReading.Canonical(Some.SelfCheck)),
            ((string?)current["version"], (string?)current["status"], (string?)current["url"]));
    }

    [Theory]
    [InlineData($"/fhir/Questionnaire/{RetiredId}/$score", null)]
    [InlineData($"/fhir/Questionnaire/{RetiredId}/$process-response", null)]
    [InlineData($"/fhir/Questionnaire/{RetiredId}/$score", Some.RetiredVersion)]
    [InlineData($"/fhir/Questionnaire/{Some.SelfCheck}/$score", Some.RetiredVersion)]
    [InlineData($"/fhir/Questionnaire/{Some.SelfCheck}/$process-response", Some.RetiredVersion)]
    [InlineData("/fhir/Questionnaire/$process-response", Some.RetiredVersion)]
    public async Task A_response_to_it_is_refused_with_the_canonical_of_the_current_version(string address, string? version)
    {
        // The item and the option exist in neither version: the retirement is the only issue.
        var response = FhirReading.Response(Some.SelfCheck, ("no-such", "no-such"), ("last-used", "no-such"));
        response["questionnaire"] = $"{FhirReading.Canonical(Some.SelfCheck)}|{version}";
        if (version is null) response.Remove("questionnaire");
        using var refused = await service.PostFhir(address, response);
        var issue = Assert.Single(await refused.Outcome(410));

        Assert.Equal("version-retired", issue.Summary());
        Assert.Equal(FhirReading.CurrentCanonical(Some.SelfCheck), (string?)issue["diagnostics"]);
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Its_code_systems_are_retired_and_have_the_codes_of_its_answers(string id)
    {
        var retired = await service.Get($"/fhir/Questionnaire/{id}-{Some.RetiredVersion}");
        var systems = retired.Items()
            .SelectMany(item => item["answerOption"]?.AsArray() ?? [])
            .Select(option => option!["valueCoding"]!)
            .ToLookup(coding => ((string)coding["system"]!).Split('/')[^1], coding => (string)coding["code"]!);
        Assert.NotEmpty(systems);

        foreach (var system in systems)
        {
            var codes = await service.Get($"/fhir/CodeSystem/{system.Key}-{Some.RetiredVersion}");
            Assert.Equal((Some.RetiredVersion, "retired"), ((string?)codes["version"], (string?)codes["status"]));
            Assert.Equal(system.Distinct(), codes["concept"]!.AsArray().Select(concept => (string)concept!["code"]!));
        }
    }
}
