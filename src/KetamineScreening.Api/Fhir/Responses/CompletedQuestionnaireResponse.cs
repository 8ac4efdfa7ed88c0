using System.Text.Json;
using KetamineScreening.Api.Fhir.Questionnaires;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>Writes the answers with total and band as a QuestionnaireResponse. It copies no text of the request.</summary>
internal static class CompletedQuestionnaireResponse
{
    /// <summary>Writes the resource.</summary>
    public static void Write(Utf8JsonWriter json, ScoredQuestionnaireResponse scored)
    {
        var (result, form, texts) = (scored.Result, scored.Form, scored.Texts.Own);
        var chosen = result.Sheet.Chosen;
        json.WriteStartObject();
        json.WriteString("resourceType", "QuestionnaireResponse");
        json.WriteString("language", texts.Language);
        json.WriteString("questionnaire", form.Canonical);
        json.WriteString("status", scored.Status);
        json.WriteStartArray("item");
        foreach (var section in result.Questionnaire.Sections)
        {
            var hasGroup = false;
            foreach (var item in section.Items)
            {
                if (chosen[item.Index] < 0) continue;
                if (!hasGroup) json.WriteStart(LinkId.OfSection(section.Id), texts.Wording.Sections[section.Id].Title, "item");
                hasGroup = true;
                var (question, code) = (form.Questions[item.Id], item.Options[chosen[item.Index]].Code);
                json.WriteStartAnswer(item.Id, texts.Wording.Items[item.Id].Text);
                json.WriteCoding("valueCoding", question.System, code, OptionSet.LabelOf(question.Definition, texts.Wording, code));
                json.WriteEndAnswer();
            }

            if (hasGroup) json.WriteEnd();
        }

        json.WriteStart(LinkId.Result, texts.Fhir.ResultTitle, "item");
        json.WriteStartAnswer(LinkId.Total, texts.Fhir.TotalTitle);
        json.WriteNumber("valueInteger", result.Score);
        json.WriteEndAnswer();
        json.WriteStartAnswer(LinkId.Band, texts.Fhir.BandTitle);
        json.WriteString("valueString", texts.Wording.Bands[result.Band.Code]);
        json.WriteEndAnswer();
        json.WriteEnd();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Starts an item and its array of child items or answers.
    private static void WriteStart(this Utf8JsonWriter json, string linkId, string text, string list)
    {
        json.WriteStartObject();
        json.WriteString("linkId", linkId);
        json.WriteString("text", text);
        json.WriteStartArray(list);
    }

    private static void WriteEnd(this Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStartAnswer(this Utf8JsonWriter json, string linkId, string text)
    {
        json.WriteStart(linkId, text, "answer");
        json.WriteStartObject();
    }

    private static void WriteEndAnswer(this Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEnd();
    }
}
