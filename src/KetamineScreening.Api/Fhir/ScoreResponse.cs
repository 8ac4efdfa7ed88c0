using System.Text.Json.Nodes;
using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir;

/// <summary>Our own operation: the result as data, with the response completed.</summary>
public sealed class ScoreResponse : IEndpoint
{
    private const string Address = "/Questionnaire/{id}/$score";

    // A result with every question answered, padded: a test holds that one is enough.
    private const int Block = 48 * 1024;

    /// <inheritdoc />
    public static void Map(IEndpointRouteBuilder routes) => routes.RefuseAllButPost(Address).MapPost(Address, Handle);

    private static async Task<IResult> Handle(string id, HttpContext context, [FromServices] FhirServices fhir)
    {
        if (QuestionnaireId.Find(fhir.Catalog, id) is not { } addressed) return fhir.Outcomes.Of(StatusCodes.Status404NotFound, new Issue(ProblemCode.NotFound));

        var (scored, refusal) = await ScoredResponse.From(context, addressed, fhir);
        return refusal ?? Parameters(scored!, fhir.Canonical).Once(context.Response, scored!.Texts.Own.Language, Block);
    }

    private static JsonObject Parameters(ScoredResponse scored, CanonicalBase canonical)
    {
        var (explained, fhir, instrument) = (scored.Explained, scored.Texts.Own.Fhir, scored.Result.Questionnaire.Id);
        IEnumerable<JsonObject> parameters =
        [
            Parameter("score", "valueInteger", explained.Score.Value),
            Parameter("max", "valueInteger", explained.Score.Max),
            Parameter("band", "valueCoding", Coding(InstrumentCodes.Bands, explained.Band.Code, explained.Band.Label)),
            Parameter("summary", "valueString", explained.Band.Summary),
            .. explained.Reasons.Select(reason => Parameter("reason", "valueString", reason.Text)),
            Parameter("completeness", "valueString", explained.Completeness.Note),
            .. explained.Flags.Select(flag => Parameter("flag", "part", FhirJson.List(
                Parameter("code", "valueCoding", Coding(InstrumentCodes.Flags, flag.Code, null)),
                Parameter("urgency", "valueCode", flag.Urgency),
                Parameter("text", "valueString", flag.Text)))),
            .. explained.NextSteps.Select(step => Parameter("next-step", "valueString", step.Text)),
            Parameter("emergency", "valueString", explained.Emergency.Text),
            .. HelpLines.Of(scored.Texts.Own).Select(line => Parameter("help", "valueString", line)),
            Parameter("disclaimer", "valueString", explained.Disclaimer),
            Parameter("validation", "valueCode", explained.Validation),
            Parameter("validation-note", "valueString", explained.ValidationNote),
            Parameter("contribution", "valueCode", explained.Contribution),
            .. scored.Warnings.Select(warning => Parameter("warning", "valueString", fhir.Issues[warning.Code])),
            Parameter("response", "resource", CompletedResponse.Write(scored, canonical)),
        ];
        return new JsonObject { ["resourceType"] = "Parameters", ["language"] = scored.Texts.Own.Language, ["parameter"] = FhirJson.List(parameters) };

        JsonObject Coding(string name, string code, string? display)
        {
            var coding = new JsonObject { ["system"] = canonical.Of("CodeSystem", InstrumentCodes.IdOf(instrument, name)), ["code"] = code };
            if (display is not null) coding["display"] = display;
            return coding;
        }
    }

    private static JsonObject Parameter(string name, string type, JsonNode value) => new() { ["name"] = name, [type] = value };
}
