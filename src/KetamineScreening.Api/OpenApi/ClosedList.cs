using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http.Errors;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.OpenApi;

/// <summary>A list of codes with a schema of its own, which all members with these codes refer to.</summary>
/// <remarks>
/// Only lists that the code decides are closed. Codes of a questionnaire (items, options, bands, audiences, rules, flags,
/// kinds of step) are content: a new version can add some without a new contract.
/// </remarks>
/// <param name="Name">Name of the schema.</param>
/// <param name="Description">Meaning of the codes.</param>
/// <param name="Codes">The codes.</param>
/// <param name="Growth">What a client does with a code that it does not know; null when v1 gains no codes.</param>
internal sealed record ClosedList(string Name, string Description, IReadOnlyList<string> Codes, string? Growth = null)
{
    private static readonly ClosedList Perspective = new("Perspective", "Whom a questionnaire asks about.", ["self", "other"]);

    private static readonly ClosedList Validation = new(
        "Validation", "How far the questionnaire has been validated.", ["not-validated"], "Show `validationNote`, which says it in words.");

    private static readonly ClosedList Review = new("Review", "State of a translation.", [.. ContentFiles.ReviewStates]);

    private static readonly ClosedList Urgency = new("Urgency", "How soon to act, most urgent first.", [.. ScreeningResponse.Urgencies]);

    private static readonly ClosedList AgeBand = new("AgeBand", "Age in years.", AboutPerson.AgeBands);

    private static readonly ClosedList Gender = new("Gender", "Gender.", AboutPerson.Genders);

    private static readonly Dictionary<(Type Type, string Property), ClosedList> Members = new()
    {
        [(typeof(ProblemDocument), "code")] = new(
            "ProblemCode", "What is wrong, for programs.", [.. ProblemCode.Statuses.Keys], "Decide by the status, and show `detail`."),
        [(typeof(ProblemError), "code")] = new(
            "ErrorCode", "What is wrong in one place, for programs.", [.. ErrorCode.All], "Show `message`."),
        [(typeof(QuestionnaireEntry), "perspective")] = Perspective,
        [(typeof(QuestionnaireDocument), "perspective")] = Perspective,
        [(typeof(QuestionnaireEntry), "validation")] = Validation,
        [(typeof(QuestionnaireDocument), "validation")] = Validation,
        [(typeof(ScreeningResponse), "validation")] = Validation,
        [(typeof(LanguageEntry), "review")] = Review,
        [(typeof(QuestionnaireDocument), "review")] = Review,
        [(typeof(LearningDocument), "review")] = Review,
        [(typeof(InterfaceTextsDocument), "review")] = Review,
        [(typeof(FlagDocument), "urgency")] = Urgency,
        [(typeof(FlagResult), "urgency")] = Urgency,
        [(typeof(ActionResult), "urgency")] = Urgency,
        [(typeof(ExpectedAction), "urgency")] = Urgency,
        [(typeof(AboutRequest), "ageBand")] = AgeBand,
        [(typeof(AboutPolicy), "ageBands")] = AgeBand,
        [(typeof(AboutRequest), "gender")] = Gender,
        [(typeof(AboutPolicy), "genders")] = Gender,
        [(typeof(ScreeningResponse), "contribution")] = new(
            "Contribution", "Whether the person agreed that the screening is counted.", ["received", "declined"]),
        [(typeof(ReleaseDocument), "state")] = new("ReleaseState", "Whether a release can be used.", ["published", "withdrawn"]),
        [(typeof(HelpContact), "purpose")] = new(
            "ContactPurpose", "What a contact is for.", [.. HelpCodes.Purposes], "Show `purposeText`, which says it in words."),
        [(typeof(HelpContact), "sourceState")] = new("SourceState", "State of the source of a contact.", [.. HelpCodes.SourceStates]),
        [(typeof(OpeningHours), "pattern")] = new("HoursPattern", "What is known about opening hours.", [.. HelpCodes.Patterns]),
        [(typeof(OpeningSpan), "days")] = new("Day", "Day of the week.", [.. HelpCodes.Days]),
        [(typeof(InterfaceTextsDocument), "direction")] = new("TextDirection", "Direction of writing.", ["ltr", "rtl"]),
        [(typeof(HealthResponse), "status")] = new("HealthStatus", "State of the service.", ["live", "ready", "degraded", "stopping"]),
    };

    /// <summary>Values in the OpenAPI document.</summary>
    public IList<JsonNode> Values => [.. Codes.Select(code => (JsonNode)code)];

    /// <summary>The description with the promise whether the list can grow.</summary>
    public string FullDescription => Growth is null
        ? $"{Description} v1 gains no other value."
        : $"{Description} v1 may gain values. For a value that you do not know: {Growth}";

    /// <summary>The list that a member, or each element of a member, takes its value from; null when there is none.</summary>
    public static ClosedList? Of(Type type, string property) => Members.GetValueOrDefault((type, property));
}
