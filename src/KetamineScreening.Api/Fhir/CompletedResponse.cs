using System.Text.Json.Nodes;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.Fhir;

/// <summary>Writes what was answered, with total and band, as a QuestionnaireResponse: all of it from our own ids and texts.</summary>
internal static class CompletedResponse
{
    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(ScoredResponse scored, CanonicalBase canonical)
    {
        var (questionnaire, chosen, texts) = (scored.Result.Questionnaire, scored.Result.Sheet.Chosen.ToArray(), scored.Texts.Own);
        var groups = questionnaire.Sections
            .Where(section => section.Items.Any(item => chosen[item.Index] >= 0))
            .Select(section => Group(LinkId.OfSection(section.Id), texts.Wording.Sections[section.Id].Title, section.Items
                .Where(item => chosen[item.Index] >= 0)
                .Select(item => Item(item.Id, texts.Wording.Items[item.Id].Text, "valueCoding", Coding(item, item.Options[chosen[item.Index]].Code)))));
        var result = Group(LinkId.Result, texts.Fhir.ResultTitle,
        [
            Item(LinkId.Total, texts.Fhir.TotalTitle, "valueInteger", scored.Result.Score),
            Item(LinkId.Band, texts.Fhir.BandTitle, "valueString", texts.Wording.Bands[scored.Result.Band.Code]),
        ]);
        return new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["language"] = texts.Language,
            ["questionnaire"] = $"{canonical.Questionnaire(questionnaire.Id)}|{questionnaire.Version}",
            ["status"] = scored.Status,
            ["item"] = FhirJson.List([.. groups, result]),
        };

        JsonObject Coding(Item item, string code)
        {
            var definition = questionnaire.Definition.Sections[item.Section].Items.Single(candidate => candidate.Id == item.Id);
            var set = new OptionSet(OptionSet.NameOf(definition), [definition]);
            return new() { ["system"] = canonical.Of("CodeSystem", InstrumentCodes.IdOf(questionnaire.Id, set.Name)), ["code"] = code, ["display"] = set.Label(texts.Wording, code) };
        }
    }

    private static JsonObject Group(string linkId, string text, IEnumerable<JsonNode> items) => new() { ["linkId"] = linkId, ["text"] = text, ["item"] = FhirJson.List(items) };

    private static JsonObject Item(string linkId, string text, string type, JsonNode value) =>
        new() { ["linkId"] = linkId, ["text"] = text, ["answer"] = FhirJson.List(new JsonObject { [type] = value }) };
}
