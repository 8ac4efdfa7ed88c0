using System.Collections.Frozen;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Fhir.Formats;

namespace KetamineScreening.Api.Fhir.Conformance;

/// <summary>Writes the OperationDefinition of <c>$score</c>.</summary>
internal static class ScoreOperation
{
    /// <summary>Id of the resource.</summary>
    public const string Id = "Questionnaire-score";

    /// <summary>Name of the parameter with the country of the help contacts.</summary>
    public const string Country = "country";

    /// <summary>Names of the parameters of a result. In a request they are ignored, so that a client can send a result back.</summary>
    public static FrozenSet<string> Results { get; } = Parameters()
        .Where(parameter => (string?)parameter["use"] == "out")
        .Select(parameter => (string)parameter["name"]!)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Writes the resource.</summary>
    public static JsonObject Write(CanonicalBase canonical) => new()
    {
        ["resourceType"] = "OperationDefinition",
        ["id"] = Id,
        ["url"] = canonical.Of("OperationDefinition", Id),
        ["version"] = Software.Version,
        ["name"] = "Score",
        ["title"] = "Score a response",
        ["status"] = "active",
        ["kind"] = "operation",
        ["experimental"] = false,
        ["date"] = Software.Date,
        ["publisher"] = Software.Name,
        ["description"] = "Scores the response of one person and explains the result. "
            + "The response is forgotten once the result is written. It is not a diagnosis.",
        // With the consent of the person, a response changes the anonymous totals.
        ["affectsState"] = true,
        ["code"] = "score",
        ["resource"] = FhirJson.List("Questionnaire"),
        ["system"] = false,
        ["type"] = false,
        ["instance"] = true,
        ["parameter"] = FhirJson.List(Parameters()),
    };

    private static JsonObject[] Parameters() =>
    [
        Parameter("in", "in", 1, "1", "QuestionnaireResponse",
            "The answers of one person; nothing in it may say who they are. A bare QuestionnaireResponse is taken as well."),
        Parameter(Country, "in", 0, "1", "code",
            "Country of the help contacts: an ISO 3166-1 alpha-2 code. The query parameter of this name has the same effect."),
        Parameter("score", "out", 1, "1", "integer", "Sum of the weights of all answers."),
        Parameter("max", "out", 1, "1", "integer", "Largest sum possible with the questions asked in this case."),
        Parameter("band", "out", 1, "1", "Coding", "The band."),
        Parameter("on-scale", "out", 1, "1", "boolean", "Whether the band is a risk band; other bands carry no rating."),
        Parameter("summary", "out", 1, "1", "string", "What the band means for this person."),
        Parameter("reason", "out", 1, "*", "string", "A reason for the band."),
        Parameter("completeness", "out", 1, "1", "string", "How much was answered, and what that means."),
        Parts("action", "What to do because of one or more flags, the most urgent first. Show actions before anything else.",
            Parameter("code", "out", 1, "1", "Coding", "The action, with the instruction as its display."),
            Parameter("urgency", "out", 1, "1", "code", "How soon to act: now, urgent, soon or routine."),
            Parameter("text", "out", 1, "1", "string", "The instruction in more words."),
            Parameter("flag", "out", 1, "*", "code", "A flag that the action is for.")),
        Parts("flag", "Advice that does not depend on the band, the most urgent first.",
            Parameter("code", "out", 1, "1", "Coding", "The flag."),
            Parameter("urgency", "out", 1, "1", "code", "How soon to act: now, urgent, soon or routine."),
            Parameter("action", "out", 1, "1", "code", "The action that includes the flag."),
            Parameter("text", "out", 1, "1", "string", "The advice.")),
        Parts("next-step", "What to do next.",
            Parameter("kind", "out", 1, "1", "code", "Kind of help."),
            Parameter("title", "out", 1, "1", "string", "The step in a few words."),
            Parameter("text", "out", 1, "1", "string", "What it is and why.")),
        Parameter("learn", "out", 0, "*", "code", "Id of a learning text, for GET /v1/learn/{id}."),
        Parameter("emergency", "out", 1, "*", "string", "What to do in one kind of emergency, with numbers to call. Show it always."),
        Parameter("help", "out", 1, "*", "string", "Where help is. Show it always."),
        Parameter("disclaimer", "out", 1, "1", "string", "What the result is not. Show it always."),
        Parameter("validation", "out", 1, "1", "code", "State of clinical validation: not-validated."),
        Parameter("validation-note", "out", 1, "1", "string", "The same in words."),
        Parameter("contribution", "out", 1, "1", "code",
            "received: the person agreed to be counted in the anonymous totals; declined: they did not."),
        Parameter("warning", "out", 0, "*", "string", "What in the response is not as it should be, though it could be scored."),
        Parameter("response", "out", 1, "1", "QuestionnaireResponse",
            "The response with total and band as this service computes them."),
    ];

    private static JsonObject Parameter(string name, string use, int min, string max, string type, string documentation) => new()
    {
        ["name"] = name,
        ["use"] = use,
        ["min"] = min,
        ["max"] = max,
        ["documentation"] = documentation,
        ["type"] = type,
    };

    private static JsonObject Parts(string name, string documentation, params JsonObject[] parts) => new()
    {
        ["name"] = name,
        ["use"] = "out",
        ["min"] = 0,
        ["max"] = "*",
        ["documentation"] = documentation,
        ["part"] = FhirJson.List(parts),
    };
}
