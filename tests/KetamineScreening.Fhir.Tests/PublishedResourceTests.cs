using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Every resource that everybody can read is valid, in every form in which it is served.</summary>
public sealed class PublishedResourceTests(SharedChecker shared)
{
    private const string Search = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-search";
    private const string SdcCodeSystem = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-codesystem";
    private const string ShareableCodeSystem = "http://hl7.org/fhir/StructureDefinition/shareablecodesystem";

    private static readonly string[] Versions = [Some.Version, Some.RetiredVersion];

    public static MatrixTheoryData<string, string, string> Questionnaires =>
        new(SharedChecker.Questionnaires, Versions, ["", "?weights=false", "?country=GB", "?country=ZW"]);

    [Theory, MemberData(nameof(Questionnaires))]
    public async Task A_questionnaire_conforms_to_R4_and_to_the_profiles_of_SDC(string id, string version, string query)
    {
        var address = $"/fhir/Questionnaire/{id}-{version}{query}";

        shared.AssertValid(address, await shared.Service.Get(address), Search);
    }

    [Theory]
    [InlineData("/fhir/metadata")]
    [InlineData("/fhir/Questionnaire/ketamine-quick-check")]
    [InlineData("/fhir/Questionnaire?status=active&weights=false")]
    [InlineData("/fhir/Questionnaire?version=0.0.0")]
    [InlineData("/fhir/CodeSystem")]
    [InlineData("/fhir/ValueSet")]
    [InlineData("/fhir/OperationDefinition")]
    [InlineData("/fhir/StructureDefinition")]
    [InlineData("/fhir/OperationDefinition/Questionnaire-score")]
    [InlineData("/fhir/StructureDefinition/contribute")]
    [InlineData("/fhir/StructureDefinition/about")]
    public async Task A_resource_conforms_to_R4(string address) => shared.AssertValid(address, await shared.Service.Get(address));

    [Fact]
    public async Task Every_code_system_is_shareable_and_conforms_to_SDC()
    {
        var entries = (await shared.Service.GetJson("/fhir/CodeSystem"))["entry"]!.AsArray();

        Assert.True(entries.Count > 40);
        foreach (var resource in entries.Select(entry => entry!["resource"]!))
        {
            shared.AssertValid($"CodeSystem/{resource["id"]}", resource.ToJsonString(), SdcCodeSystem, ShareableCodeSystem);
        }
    }
}
