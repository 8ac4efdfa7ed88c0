using System.Text.Json.Nodes;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Resources of a service with a second language, <c>xx</c>, are valid and carry the texts of both languages.</summary>
public sealed class TranslationTests(SharedChecker shared)
{
    [Fact]
    public async Task Questionnaires_and_code_systems_in_two_languages_are_valid()
    {
        foreach (var address in Addresses(await shared.Translated.GetJson("/fhir/CodeSystem")))
        {
            var body = await shared.Translated.Get($"{address}?_language=xx");

            shared.AssertValid(address, body);
            Assert.Contains("[xx] ", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_concept_in_the_package_has_its_texts_in_both_languages()
    {
        var resources = await PackageFile.Read(shared.Translated);
        var concepts = resources.Values.SelectMany(resource => resource["concept"]?.AsArray() ?? []).Select(concept => concept!).ToList();

        Assert.True(concepts.Count > 100);
        Assert.All(concepts, concept =>
        {
            if ((string?)concept["display"] is { } display)
            {
                var designation = Assert.Single(concept["designation"]!.AsArray())!;
                Assert.Equal(("xx", $"[xx] {display}"), ((string?)designation["language"], (string?)designation["value"]));
            }

            if ((string?)concept["definition"] is { } definition) Assert.Equal($"[xx] {definition}", Translation(concept, "definition"));
        });
    }

    private static IEnumerable<string> Addresses(JsonNode codeSystems) =>
    [
        .. SharedChecker.Questionnaires.Select(id => $"/fhir/Questionnaire/{id}"),
        .. codeSystems["entry"]!.AsArray().Select(entry => $"/fhir/CodeSystem/{entry!["resource"]!["id"]}"),
    ];

    private static string? Translation(JsonNode element, string name) =>
        (string?)element["_" + name]!["extension"]![0]!["extension"]![1]!["valueString"];
}
