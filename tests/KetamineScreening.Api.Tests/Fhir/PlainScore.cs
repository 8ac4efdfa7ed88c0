using System.Text.Json;
using KetamineScreening.Api.Fhir;
using KetamineScreening.Api.Fhir.Formats;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Writes the result of <c>$score</c> member by member, in place of kept fragments.</summary>
internal static class PlainScore
{
    /// <summary>Writes a result.</summary>
    public static void Write(Utf8JsonWriter json, ScoredQuestionnaireResponse scored, ScreeningResponse explained)
    {
        var (form, texts) = (scored.Form, scored.Texts);
        json.WriteStartObject();
        json.WriteString("resourceType", "Parameters");
        json.WriteString("language", texts.Language);
        json.WriteStartArray("parameter");
        Integer("score", explained.Score.Value);
        Integer("max", explained.Score.Max);
        Coding("band", form.SystemOf("bands"), explained.Band.Code, explained.Band.Label);
        Boolean("on-scale", explained.Band.OnScale);
        Text("summary", explained.Band.Summary);
        foreach (var reason in explained.Reasons) Text("reason", reason.Text);
        Text("completeness", explained.Completeness.Note);
        foreach (var action in explained.Actions) Action(action);
        foreach (var flag in explained.Flags) Flag(flag);
        foreach (var step in explained.NextSteps) NextStep(step);
        foreach (var id in explained.Learn) Text("learn", id, "valueCode");
        foreach (var block in HelpLines.Emergency(texts)) Text("emergency", block);
        foreach (var line in HelpLines.Of(texts)) Text("help", line);
        Text("disclaimer", explained.Disclaimer);
        Text("validation", explained.Validation, "valueCode");
        Text("validation-note", explained.ValidationNote);
        Text("contribution", explained.Contribution, "valueCode");
        foreach (var warning in scored.Warnings) Text("warning", $"{texts.Fhir.Issues[warning.Code]} ({warning.Expression})");
        Start("response");
        json.WritePropertyName("resource");
        WriteResponse(json, scored);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();

        void Start(string name)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
        }

        void Integer(string name, int value)
        {
            Start(name);
            json.WriteNumber("valueInteger", value);
            json.WriteEndObject();
        }

        void Boolean(string name, bool value)
        {
            Start(name);
            json.WriteBoolean("valueBoolean", value);
            json.WriteEndObject();
        }

        void Text(string name, string value, string type = "valueString")
        {
            Start(name);
            json.WriteString(type, value);
            json.WriteEndObject();
        }

        void Coding(string name, string system, string code, string? display = null)
        {
            Start(name);
            json.WriteCoding("valueCoding", system, code, display);
            json.WriteEndObject();
        }

        void StartParts(string name)
        {
            Start(name);
            json.WriteStartArray("part");
        }

        void EndParts()
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        void Action(ActionResult action)
        {
            StartParts("action");
            Coding("code", form.SystemOf("actions"), action.Code, action.Title);
            Text("urgency", action.Urgency, "valueCode");
            Text("text", action.Text);
            foreach (var flag in action.Flags) Text("flag", flag, "valueCode");
            EndParts();
        }

        void Flag(FlagResult flag)
        {
            StartParts("flag");
            Coding("code", form.SystemOf("flags"), flag.Code, flag.Title);
            Text("urgency", flag.Urgency, "valueCode");
            Text("action", flag.Action, "valueCode");
            Text("text", flag.Text);
            EndParts();
        }

        void NextStep(NextStepResult step)
        {
            StartParts("next-step");
            Text("kind", step.Kind, "valueCode");
            Text("title", step.Title);
            Text("text", step.Text);
            EndParts();
        }
    }

    private static void WriteResponse(Utf8JsonWriter json, ScoredQuestionnaireResponse scored)
    {
        var (result, form, texts) = (scored.Result, scored.Form, scored.Texts);
        var chosen = result.Sheet.Chosen;
        json.WriteStartObject();
        json.WriteString("resourceType", "QuestionnaireResponse");
        json.WriteString("language", texts.Language);
        json.WriteString("questionnaire", form.Canonical);
        json.WriteString("status", scored.Status);
        if (scored.Authored is not null) json.WriteString("authored", scored.Authored);
        json.WriteStartArray("item");
        foreach (var section in result.Questionnaire.Sections)
        {
            var hasGroup = false;
            foreach (var item in section.Items)
            {
                if (chosen[item.Index] < 0) continue;
                if (!hasGroup) json.WriteStart(LinkId.OfSection(section.Id), texts.Wording.Sections[section.Id].Title, "item");
                hasGroup = true;
                var (question, code) = (form.Questions[item.Index], item.Options[chosen[item.Index]].Code);
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
