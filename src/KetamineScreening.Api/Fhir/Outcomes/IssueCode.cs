using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>The stable codes of issues. The service does not start unless each code has a text in every language.</summary>
/// <remarks>An issue that v1 also reports as a problem or error has the same code as in v1.</remarks>
internal static class IssueCode
{
    /// <summary>The client accepts no format that the service supports (406).</summary>
    public const string NotAcceptable = "not-acceptable";

    /// <summary>The request has an unknown parameter and asks for strict handling.</summary>
    public const string UnknownParameter = "unknown-parameter";

    /// <summary>A search parameter has a modifier that the service does not support.</summary>
    public const string UnsupportedModifier = "unsupported-modifier";

    /// <summary>The body of an operation is not well-formed XML.</summary>
    public const string MalformedXml = "malformed-xml";

    /// <summary>The body of a search is no form (415).</summary>
    public const string FormExpected = "form-expected";

    /// <summary>The parameter <c>weights</c> is neither <c>true</c> nor <c>false</c>.</summary>
    public const string InvalidWeights = "invalid-weights";

    /// <summary>An element is not defined by FHIR at this place.</summary>
    public const string UnknownElement = "unknown-element";

    /// <summary>A required element is missing.</summary>
    public const string MissingElement = "missing-element";

    /// <summary>There are more issues than <see cref="IssueList.Limit"/>.</summary>
    public const string MoreIssues = "more-issues";

    /// <summary>An element could identify the person or the place of treatment.</summary>
    public const string RefusedElement = "refused-element";

    /// <summary>The body has a modifier extension; the service supports none.</summary>
    public const string ModifierExtension = "modifier-extension";

    /// <summary>The response belongs to another questionnaire than the one in the URL.</summary>
    public const string OtherQuestionnaire = "other-questionnaire";

    /// <summary>The status of the response is not supported, for example because the response was stopped or retracted.</summary>
    public const string InvalidStatus = "invalid-status";

    /// <summary>Warning: the status of the response is <c>in-progress</c>.</summary>
    public const string InProgress = "in-progress";

    /// <summary>The extension <c>contribute</c> has no boolean value or occurs twice.</summary>
    public const string InvalidContribute = "invalid-contribute";

    /// <summary>The extension <c>about</c> has another form, or occurs twice.</summary>
    public const string InvalidAbout = "invalid-about";

    /// <summary>An item occurs more than once.</summary>
    public const string RepeatedItem = "repeated-item";

    /// <summary>An item has more than one answer.</summary>
    public const string SeveralAnswers = "several-answers";

    /// <summary>An item takes no answer, or an answer of another type.</summary>
    public const string AnswerType = "answer-type";

    /// <summary>Warning: the total in the response differs from the computed total.</summary>
    public const string TotalDiffers = "total-differs";

    /// <summary>Warning: the band in the response differs from the computed band.</summary>
    public const string BandDiffers = "band-differs";

    /// <summary>The band and its meaning.</summary>
    public const string ResultBand = "result-band";

    /// <summary>The score and the largest possible score.</summary>
    public const string ResultScore = "result-score";

    /// <summary>A reason for the band.</summary>
    public const string ResultReason = "result-reason";

    /// <summary>How many questions were answered, and the effect on the result.</summary>
    public const string ResultCompleteness = "result-completeness";

    /// <summary>What to do because of one or more flags.</summary>
    public const string ResultAction = "result-action";

    /// <summary>Advice that does not depend on the band.</summary>
    public const string ResultFlag = "result-flag";

    /// <summary>A recommended next step.</summary>
    public const string ResultNextStep = "result-next-step";

    /// <summary>A learning text to read.</summary>
    public const string ResultLearn = "result-learn";

    /// <summary>What to do in an emergency.</summary>
    public const string ResultEmergency = "result-emergency";

    /// <summary>A help contact.</summary>
    public const string ResultHelp = "result-help";

    /// <summary>The limits of the result.</summary>
    public const string ResultDisclaimer = "result-disclaimer";

    /// <summary>State of clinical validation.</summary>
    public const string ResultValidation = "result-validation";

    /// <summary>The response is counted in the anonymous totals.</summary>
    public const string ContributionReceived = "contribution-received";

    /// <summary>The person did not agree that the response is counted.</summary>
    public const string ContributionDeclined = "contribution-declined";

    private static readonly IssueKind Information = new("information", "informational");

    /// <summary>All codes with their kinds.</summary>
    public static IReadOnlyDictionary<string, IssueKind> All { get; } = new Dictionary<string, IssueKind>(StringComparer.Ordinal)
    {
        [ProblemCode.InvalidRequest] = new("error", "invalid", IsForm: true),
        [ProblemCode.NotFound] = new("error", "not-found"),
        [ProblemCode.MethodNotAllowed] = new("error", "not-supported"),
        [NotAcceptable] = new("error", "not-supported"),
        [ProblemCode.BodyTooLarge] = new("error", "too-long"),
        [ProblemCode.UnsupportedMediaType] = new("error", "not-supported"),
        [ProblemCode.TooManyRequests] = new("error", "throttled"),
        [ProblemCode.InternalError] = new("fatal", "exception"),

        [ErrorCode.MalformedJson] = new("error", "structure", IsForm: true),
        [MalformedXml] = new("error", "structure", IsForm: true),
        [ErrorCode.WrongType] = new("error", "structure", IsForm: true),
        [UnknownElement] = new("error", "structure", IsForm: true),
        [MissingElement] = new("error", "required", IsForm: true),
        [ErrorCode.DuplicateMember] = new("error", "structure", IsForm: true),
        [UnknownParameter] = new("error", "not-supported", IsForm: true),
        [UnsupportedModifier] = new("error", "code-invalid", IsForm: true),
        [FormExpected] = new("error", "not-supported"),
        [InvalidWeights] = new("error", "value", IsForm: true),
        [ErrorCode.InvalidCountry] = new("error", "value", IsForm: true),
        [ErrorCode.InvalidParameter] = new("error", "value", IsForm: true),
        [ErrorCode.InvalidIdempotencyKey] = new("error", "value", IsForm: true),

        [RefusedElement] = new("error", "business-rule"),
        [ModifierExtension] = new("error", "extension"),
        [ProblemCode.UnknownQuestionnaire] = new("error", "not-found"),
        [ProblemCode.UnknownVersion] = new("error", "not-found"),
        [ProblemCode.VersionRetired] = new("error", "business-rule"),
        [OtherQuestionnaire] = new("error", "invalid"),
        [InvalidStatus] = new("error", "code-invalid"),
        [InvalidContribute] = new("error", "value"),
        [InvalidAbout] = new("error", "value"),
        [ErrorCode.UnknownItem] = new("error", "invalid"),
        [RepeatedItem] = new("error", "duplicate"),
        [SeveralAnswers] = new("error", "invalid"),
        [AnswerType] = new("error", "value"),
        [ErrorCode.UnknownOption] = new("error", "code-invalid"),
        [ErrorCode.Required] = new("error", "required"),

        [MoreIssues] = new("error", "incomplete"),

        [InProgress] = new("warning", "incomplete"),
        [ErrorCode.NotAsked] = new("warning", "business-rule"),
        [TotalDiffers] = new("warning", "business-rule"),
        [BandDiffers] = new("warning", "business-rule"),

        [ResultBand] = Information,
        [ResultScore] = Information,
        [ResultReason] = Information,
        [ResultCompleteness] = Information,
        [ResultAction] = Information,
        [ResultFlag] = Information,
        [ResultNextStep] = Information,
        [ResultLearn] = Information,
        [ResultEmergency] = Information,
        [ResultHelp] = Information,
        [ResultDisclaimer] = Information,
        [ResultValidation] = Information,
        [ContributionReceived] = Information,
        [ContributionDeclined] = Information,
    };
}
