using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>The extension with an age band and a gender says in FHIR what the member <c>about</c> says in a screening.</summary>
public sealed class AboutExtensionTests(SharedService service)
{
    private const string Score = "/fhir/Questionnaire/ketamine-self-check/$score";
    private const string Url = "https://ketamine-screening.example/fhir/StructureDefinition/about";

    public static TheoryData<string, string> Refusals => new()
    {
        { """[{"url":"ageBand","valueCode":"18-25"}]""", "extension[1].extension[0]" },
        { """[{"url":"ageBand","valueCode":"not-given"}]""", "extension[1].extension[0]" },
        { """[{"url":"gender","valueCode":"all"}]""", "extension[1].extension[0]" },
        { """[{"url":"age","valueCode":"18-24"}]""", "extension[1].extension[0]" },
        { """[{"url":"gender","valueCode":"man"},{"url":"gender","valueCode":"man"}]""", "extension[1].extension[1]" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_part_that_is_no_code_or_comes_twice_is_an_issue_with_its_place(string parts, string place)
    {
        using var response = await service.PostFhir(Score, Response(JsonNode.Parse(parts)!.AsArray()));
        var issue = Assert.Single(await response.Outcome(422));

        Assert.Equal($"invalid-about QuestionnaireResponse.{place}", issue.Summary());
    }

    [Fact]
    public async Task A_part_without_a_code_names_the_missing_element()
    {
        var part = new JsonObject { ["url"] = "ageBand", ["valueString"] = "18-24" };
        using var response = await service.PostFhir(Score, Response(new JsonArray(part)));
        var issues = (await response.Outcome(400)).Select(issue => issue.Summary());

        Assert.Contains("missing-element QuestionnaireResponse.extension[1].extension[0].valueCode", issues);
    }

    [Fact]
    public async Task It_is_refused_without_agreement_twice_about_somebody_else_and_where_it_is_not_asked()
    {
        await using var own = new Service(new Dictionary<string, string> { ["About:Asked"] = "false" });
        var twice = Response(Woman);
        twice["extension"]!.AsArray().Add(twice["extension"]![1]!.DeepClone());
        var other = FhirReading.Response(Some.ConcernCheck).Contribute(true);
        other["extension"]!.AsArray().Add(twice["extension"]![1]!.DeepClone());

        await IsRefused(service, Some.SelfCheck, Response(Woman, contribute: false), "extension[1]");
        await IsRefused(service, Some.SelfCheck, twice, "extension[2]");
        await IsRefused(service, Some.ConcernCheck, other, "extension[1]");
        await IsRefused(own, Some.SelfCheck, Response(Woman), "extension[1]");
    }

    [Fact]
    public async Task It_is_counted_in_exactly_one_cell_and_is_in_no_result_and_no_log()
    {
        await using var own = new Service(new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Trace" });
        var without = await own.Operate(Score, FhirReading.Response(Some.SelfCheck, Some.Answers()).Contribute(true));
        var with = await own.Operate(Score, Response(Woman));
        await own.Stop();

        Assert.Equal(without["parameter"]!.AsArray().Count, with["parameter"]!.AsArray().Count);
        foreach (var parameter in new[] { "score", "band", "contribution" })
        {
            Assert.Equal(without.Parameter(parameter).ToJsonString(), with.Parameter(parameter).ToJsonString());
        }

        Assert.DoesNotContain("45-plus", own.Log.ToString(), StringComparison.Ordinal);
        var groups = own.State().Where(cell => cell.Key.StartsWith("groups/", StringComparison.Ordinal) && cell.Value > 0).ToList();
        Assert.Equal(2, groups.Count);
        Assert.Single(groups, group => group.Key.StartsWith("groups/45-plus/woman/", StringComparison.Ordinal) && group.Value == 1);
        Assert.Single(groups, group => group.Key.StartsWith("groups/not-given/not-given/", StringComparison.Ordinal) && group.Value == 1);
    }

    [Fact]
    public async Task Its_definition_is_served_and_named_by_the_capability_statement()
    {
        var definition = await service.Get("/fhir/StructureDefinition/about");

        Assert.Equal(("StructureDefinition", Url), ((string?)definition["resourceType"], (string?)definition["url"]));
        Assert.Contains("under-18", (string)definition["description"]!, StringComparison.Ordinal);
    }

    private static JsonArray Woman => new(
        new JsonObject { ["url"] = "ageBand", ["valueCode"] = "45-plus" }, new JsonObject { ["url"] = "gender", ["valueCode"] = "woman" });

    private static JsonObject Response(JsonArray parts, bool contribute = true)
    {
        var response = FhirReading.Response(Some.SelfCheck, Some.Answers()).Contribute(contribute);
        response["extension"]!.AsArray().Add((JsonNode)new JsonObject { ["url"] = Url, ["extension"] = parts });
        return response;
    }

    private static async Task IsRefused(Service asked, string questionnaire, JsonObject response, string place)
    {
        using var refusal = await asked.PostFhir($"/fhir/Questionnaire/{questionnaire}/$score", response);
        Assert.Contains($"invalid-about QuestionnaireResponse.{place}", (await refusal.Outcome(422)).Select(issue => issue.Summary()));
    }
}
