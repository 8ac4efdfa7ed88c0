using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The served definitions of the extensions accept values of the documented types, and refuse others.</summary>
public sealed class ExtensionTests(SharedChecker shared)
{
    private const string Prefix = "https://ketamine-screening.example/fhir/StructureDefinition/";

    [Theory]
    [InlineData("""{ "url": "contribute", "valueBoolean": true }""", true)]
    [InlineData("""{ "url": "contribute", "valueBoolean": false }""", true)]
    [InlineData("""{ "url": "contribute", "valueString": "yes" }""", false)]
    [InlineData("""{ "url": "contribute" }""", false)]
    [InlineData("""{ "url": "about", "extension": [{ "url": "ageBand", "valueCode": "25-34" }] }""", true)]
    [InlineData("""{ "url": "about", "extension": [{ "url": "gender", "valueCode": "woman" }] }""", true)]
    [InlineData("""{ "url": "about", "extension": [{ "url": "ageBand", "valueInteger": 30 }] }""", false)]
    [InlineData("""{ "url": "about", "valueString": "30" }""", false)]
    public void The_definition_and_the_validator_agree(string extension, bool isValid)
    {
        var response = Responses.Of(Some.SelfCheck, []);
        var node = JsonNode.Parse(extension)!;
        node["url"] = Prefix + (string?)node["url"];
        response["extension"] = new JsonArray(node);

        Assert.Equal(isValid, shared.Faults(response.ToJsonString()) is []);
    }
}
