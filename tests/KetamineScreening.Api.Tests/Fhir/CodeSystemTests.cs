using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>The code systems of a questionnaire have the codes and texts of v1.</summary>
public sealed class CodeSystemTests(SharedService service)
{
    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Theory, MemberData(nameof(Ids))]
    public async Task Bands_are_those_of_the_scale_and_those_beside_it(string id)
    {
        var v1 = await service.Get($"/v1/questionnaires/{id}");
        var bands = v1["bands"]!.AsArray().Concat(v1["unratedBands"]!.AsArray()).ToList();

        Assert.Contains(bands, band => (string?)band!["code"] == "unclear");
        Assert.Equal(
            bands.Select(band => $"{band!["code"]}: {band["label"]}"),
            (await Concepts(id, "bands")).Select(concept => $"{concept["code"]}: {concept["display"]}"));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Flags_and_actions_have_their_titles_and_texts(string id)
    {
        var v1 = await service.Get($"/v1/questionnaires/{id}");
        foreach (var name in new[] { "flags", "actions" })
        {
            Assert.Equal(
                v1[name]!.AsArray().Select(entry => $"{entry!["code"]}: {entry["title"]}. {entry["text"]}"),
                (await Concepts(id, name)).Select(concept => $"{concept["code"]}: {concept["display"]}. {concept["definition"]}"));
        }
    }

    [Fact]
    public async Task A_result_refers_to_codes_of_these_code_systems()
    {
        var response = FhirReading.Response(
            Some.SelfCheck, ("last-used", "within-12-months"), ("setting", "both"), ("bladder", "weekly"), ("route", "injected"));
        var result = await service.Operate($"/fhir/Questionnaire/{Some.SelfCheck}/$score", response);
        var codings = result["parameter"]!.AsArray()
            .SelectMany(parameter => (parameter!["part"]?.AsArray() ?? []).Append(parameter))
            .Select(parameter => parameter!["valueCoding"])
            .OfType<JsonNode>()
            .ToList();

        Assert.True(codings.Count > 4);
        foreach (var system in codings.ToLookup(coding => (string)coding["system"]!))
        {
            var name = system.Key.Split($"/CodeSystem/{Some.SelfCheck}.")[1];
            var concepts = (await Concepts(Some.SelfCheck, name)).Select(concept => $"{concept["code"]} {concept["display"]}").ToHashSet();
            Assert.Subset(concepts, system.Select(coding => $"{coding["code"]} {coding["display"]}").ToHashSet());
        }
    }

    private async Task<IEnumerable<JsonNode>> Concepts(string id, string name) =>
        (await service.Get($"/fhir/CodeSystem/{id}.{name}"))["concept"]!.AsArray().Select(concept => concept!);
}
