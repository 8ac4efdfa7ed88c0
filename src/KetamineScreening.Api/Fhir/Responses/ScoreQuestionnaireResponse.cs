using KetamineScreening.Api.Http.Errors;
using System.Text.Json;
using FastEndpoints;
using KetamineScreening.Api.Fhir.Outcomes;
using KetamineScreening.Api.Fhir.Questionnaires;
using KetamineScreening.Api.Screenings;

namespace KetamineScreening.Api.Fhir.Responses;

/// <summary>The operation <c>$score</c>: returns the result as Parameters, with the response completed by total and band.</summary>
internal sealed class ScoreQuestionnaireResponse(FhirServices fhir) : EndpointWithoutRequest<IResult>
{
    /// <summary>Route pattern below the prefix of the group.</summary>
    public const string Pattern = "/Questionnaire/{id}/$score";

    /// <summary>
    /// Block size of padded results, in bytes: the smallest multiple of 4 KiB that holds every possible result. A test adds up the
    /// longest texts that one person can get, for every country and the longest canonical base; the sum is about 46,600 bytes.
    /// </summary>
    internal const int Block = 48 * 1024;

    /// <summary>The same for XML.</summary>
    internal const int XmlBlock = 60 * 1024;

    /// <inheritdoc />
    public override void Configure()
    {
        Post(Pattern);
        Group<FhirGroup>();
        Description(endpoint => endpoint.DisableHttpMetrics());
    }

    /// <inheritdoc />
    public override async Task<IResult> ExecuteAsync(CancellationToken ct)
    {
        if (QuestionnaireId.Find(fhir.Catalog, Route<string>("id")!) is not { } requested)
        {
            return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));
        }

        var (scored, refusal) = await ScoredQuestionnaireResponse.From(HttpContext, requested, fhir);
        return refusal
            ?? ResourceResult.Personal(HttpContext.Response, scored!.Texts.Own.Language, Block, XmlBlock, json => Write(json, scored));
    }

    /// <summary>Writes the result as Parameters.</summary>
    internal static void Write(Utf8JsonWriter json, ScoredQuestionnaireResponse scored)
    {
        var (explained, form, texts) = (scored.Explained, scored.Form, scored.Texts.Own);
        json.WriteStartObject();
        json.WriteString("resourceType", "Parameters");
        json.WriteString("language", texts.Language);
        json.WriteStartArray("parameter");
        Integer("score", explained.Score.Value);
        Integer("max", explained.Score.Max);
        Coding("band", form.Bands, explained.Band.Code, explained.Band.Label);
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
        CompletedQuestionnaireResponse.Write(json, scored);
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
            Coding("code", form.Actions, action.Code, action.Title);
            Text("urgency", action.Urgency, "valueCode");
            Text("text", action.Text);
            foreach (var flag in action.Flags) Text("flag", flag, "valueCode");
            EndParts();
        }

        void Flag(FlagResult flag)
        {
            StartParts("flag");
            Coding("code", form.Flags, flag.Code, flag.Title);
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
}
