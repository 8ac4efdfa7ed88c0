using System.Text.Json.Nodes;
using Hl7.Fhir.Model;
using KetamineScreening.Api.Tests.Fuzzing;
using KetamineScreening.Fhir.Tests.Checks;
using Task = System.Threading.Tasks.Task;

namespace KetamineScreening.Fhir.Tests;

/// <summary>
/// The FHIRPath engine of the SDK computes the total and the band of the service for random responses, most of which have answers to
/// questions that are not enabled.
/// </summary>
public sealed class FhirPathTests(SharedChecker shared)
{
    private static readonly int Count = Fuzz.Cases(350);

    public static TheoryData<string> Ids => [.. SharedChecker.Questionnaires];

    [Theory, MemberData(nameof(Ids))]
    public async Task Total_and_band_are_those_of_the_service(string id)
    {
        var questionnaire = (Questionnaire)FhirText.Parse(await shared.Service.Get($"/fhir/Questionnaire/{id}?weights=false")).Resource!;
        var form = new ComputedForm(questionnaire);
        var random = new RandomResponses(id, form);
        var (bands, stale) = (new HashSet<string>(), 0);
        for (var i = 0; i < Count; i++)
        {
            var sent = random.Next();
            var result = JsonNode.Parse(await shared.Service.Post($"/fhir/Questionnaire/{id}/$score", sent))!;
            var parameters = result["parameter"]!.AsArray().ToLookup(parameter => (string)parameter!["name"]!);
            var score = (int)parameters["score"].Single()!["valueInteger"]!;
            var band = (string)parameters["band"].Single()!["valueCoding"]!["display"]!;

            var computed = form.Compute((QuestionnaireResponse)FhirText.Parse(sent.ToJsonString()).Resource!);

            Assert.True((score, band) == computed, $"{computed} instead of {(score, band)}: {sent.ToJsonString()}");
            bands.Add(band);
            if (parameters["warning"].Any()) stale++;
        }

        Assert.True(bands.Count > 3, string.Join(", ", bands));
        // The concern check has no branches.
        Assert.Equal(questionnaire.Item.SelectMany(group => group.Item).Any(HasCondition), stale > Count / 4);
    }

    private static bool HasCondition(Questionnaire.ItemComponent item) =>
        item.EnableWhen.Count > 0
        || item.Extension.Exists(extension => extension.Url!.EndsWith("enableWhenExpression", StringComparison.Ordinal));
}
