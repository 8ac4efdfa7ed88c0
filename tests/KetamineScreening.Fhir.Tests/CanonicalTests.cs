using System.Text.Json.Nodes;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Each canonical URL in the resources can be resolved by a search for it, as HAPI's and Firely's resolvers do.</summary>
public sealed class CanonicalTests(SharedChecker shared)
{
    private const string Base = "https://ketamine-screening.example/fhir/";

    [Theory]
    [InlineData("Questionnaire")]
    [InlineData("CodeSystem")]
    [InlineData("OperationDefinition")]
    [InlineData("StructureDefinition")]
    public async Task A_search_by_URL_and_version_finds_one_resource_which_a_read_returns_too(string type)
    {
        foreach (var entry in (await shared.Service.GetJson($"/fhir/{type}"))["entry"]!.AsArray())
        {
            var resource = entry!["resource"]!;
            var found = await Search(type, $"url={resource["url"]}&version={resource["version"]}");

            Assert.True(JsonNode.DeepEquals(resource, Assert.Single(found)), $"{resource["url"]}");
            var read = await shared.Service.GetJson($"/fhir/{type}/{resource["id"]}");
            Assert.True(JsonNode.DeepEquals(resource, read), $"{resource["id"]}");
            Assert.EndsWith($"/fhir/{type}/{resource["id"]}", (string)entry["fullUrl"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Code_systems_and_operations_to_which_resources_refer_are_found()
    {
        string[] bodies = [await shared.Service.Get("/fhir/Questionnaire"), await shared.Service.Get("/fhir/metadata")];
        var definitions = bodies.SelectMany(body => Texts(JsonNode.Parse(body)))
            .Distinct()
            .Where(text => text.StartsWith(Base, StringComparison.Ordinal))
            .ToList();

        Assert.True(definitions.Count > 20);
        foreach (var url in definitions) Assert.NotEmpty(await Search(url[Base.Length..].Split('/')[0], $"url={url}"));
    }

    [Theory]
    [InlineData("CodeSystem", "url=https://ketamine-screening.example/fhir/CodeSystem/no-such")]
    [InlineData("CodeSystem", "url=https://ketamine-screening.example/fhir/CodeSystem/issue&version=0.0.0")]
    [InlineData("ValueSet", "url=https://ketamine-screening.example/fhir/ValueSet/any")]
    public async Task A_search_without_a_match_is_an_empty_bundle(string type, string query) => Assert.Empty(await Search(type, query));

    private async Task<IReadOnlyList<JsonNode>> Search(string type, string query)
    {
        var bundle = await shared.Service.GetJson($"/fhir/{type}?{query}");
        IReadOnlyList<JsonNode> found = [.. (bundle["entry"]?.AsArray() ?? []).Select(entry => entry!["resource"]!)];
        Assert.Equal(found.Count, (int)bundle["total"]!);
        return found;
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value)),
        JsonArray elements => elements.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
