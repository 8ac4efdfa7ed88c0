using System.Text.Json;
using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using KetamineScreening.Fhir.Tests.Checks;

namespace KetamineScreening.Fhir.Tests;

/// <summary>A summary has the elements that the SDK has in one, and a subset is valid.</summary>
public sealed class SummaryTests(SharedChecker shared)
{
    public static TheoryData<string> Types => ["Questionnaire", "CodeSystem", "OperationDefinition", "StructureDefinition"];

    [Theory, MemberData(nameof(Types))]
    public async System.Threading.Tasks.Task A_summary_has_the_elements_of_the_specification(string type)
    {
        var options = new JsonSerializerOptions().ForFhir(ModelInfo.ModelInspector, new FhirJsonConverterOptions
        {
            SummaryFilterFactory = SerializationFilter.ForSummary,
        });
        var all = (await shared.Service.GetJson($"/fhir/{type}"))["entry"]!.AsArray();
        var summaries = (await shared.Service.GetJson($"/fhir/{type}?_summary=true"))["entry"]!.AsArray();
        foreach (var (entry, summary) in all.Zip(summaries))
        {
            var expected = JsonSerializer.SerializeToNode(FhirText.Parse(entry!["resource"]!.ToJsonString()).Resource!, options)!;

            Assert.Equal(Names(expected), Names(summary!["resource"]!));
        }
    }

    [Theory]
    [InlineData("_summary=true")]
    [InlineData("_summary=text")]
    [InlineData("_elements=title")]
    public async System.Threading.Tasks.Task A_subset_has_every_mandatory_element(string query)
    {
        foreach (var type in Types)
        {
            var bundle = await shared.Service.Get($"/fhir/{type.Data}?{query}");
            Assert.Empty(FhirText.Parse(bundle).Faults);
        }
    }

    private static IEnumerable<string> Names(JsonNode resource) =>
        resource.AsObject().Select(member => member.Key).Where(name => name != "meta").Order(StringComparer.Ordinal);
}
