using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Fhir.Outcomes;

/// <summary>The stable codes of issues. Each has a text in every language, or the service does not start.</summary>
/// <remarks>Where the problems of v1 have a code for the same thing, it is that one.</remarks>
internal static class IssueCode
{
    /// <summary>Nothing in the formats we write was asked for (406).</summary>
    public const string NotAcceptable = "not-acceptable";

    /// <summary>A strict client uses a parameter that there is not.</summary>
    public const string UnknownParameter = "unknown-parameter";

    /// <summary>The parameter <c>weights</c> is neither true nor false.</summary>
    public const string InvalidWeights = "invalid-weights";

    /// <summary>An element is there that FHIR does not know in this place.</summary>
    public const string UnknownElement = "unknown-element";

    /// <summary>An element is missing.</summary>
    public const string MissingElement = "missing-element";

    /// <summary>An element could tell who the person is, or where they are treated.</summary>
    public const string RefusedElement = "refused-element";

    /// <summary>A modifier extension: we know none.</summary>
    public const string ModifierExtension = "modifier-extension";

    /// <summary>The response is of another questionnaire than the address.</summary>
    public const string OtherQuestionnaire = "other-questionnaire";

    /// <summary>The response was not finished, or taken back.</summary>
    public const string InvalidStatus = "invalid-status";

    /// <summary>The response is said to be in progress still.</summary>
    public const string InProgress = "in-progress";

    /// <summary>The extension that says whether to count the person has no such value, or is there twice.</summary>
    public const string InvalidContribute = "invalid-contribute";

    /// <summary>The item is there more than once.</summary>
    public const string RepeatedItem = "repeated-item";

    /// <summary>The item has more than one answer.</summary>
    public const string SeveralAnswers = "several-answers";

    /// <summary>The item takes no answer, or one of another type.</summary>
    public const string AnswerType = "answer-type";

    /// <summary>The total that was sent is not ours.</summary>
    public const string TotalDiffers = "total-differs";

    /// <summary>The band that was sent is not ours.</summary>
    public const string BandDiffers = "band-differs";

    /// <summary>What the band means.</summary>
    public const string ResultBand = "result-band";

    /// <summary>The score out of the largest possible.</summary>
    public const string ResultScore = "result-score";

    /// <summary>A reason for the band.</summary>
    public const string ResultReason = "result-reason";

    /// <summary>How much was answered.</summary>
    public const string ResultCompleteness = "result-completeness";

    /// <summary>Advice that does not depend on the band.</summary>
    public const string ResultFlag = "result-flag";

    /// <summary>What to do next.</summary>
    public const string ResultNextStep = "result-next-step";

    /// <summary>What to do in an emergency.</summary>
    public const string ResultEmergency = "result-emergency";

    /// <summary>Where help is.</summary>
    public const string ResultHelp = "result-help";

    /// <summary>What the result is not.</summary>
    public const string ResultDisclaimer = "result-disclaimer";

    /// <summary>State of clinical validation.</summary>
    public const string ResultValidation = "result-validation";

    /// <summary>The person is counted in the anonymous totals.</summary>
    public const string ContributionAccepted = "contribution-accepted";

    /// <summary>The person did not ask to be counted.</summary>
    public const string ContributionDeclined = "contribution-declined";

    /// <summary>The person is not counted, since a limit was reached.</summary>
    public const string ContributionNotCounted = "contribution-not-counted";

    private static readonly IssueKind Information = new("information", "informational");

    /// <summary>Every code there is.</summary>
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
        [ErrorCode.WrongType] = new("error", "structure", IsForm: true),
        [UnknownElement] = new("error", "structure", IsForm: true),
        [MissingElement] = new("error", "required", IsForm: true),
        [UnknownParameter] = new("error", "not-supported", IsForm: true),
        [InvalidWeights] = new("error", "value", IsForm: true),
        [ErrorCode.InvalidCountry] = new("error", "value", IsForm: true),
        [ErrorCode.InvalidIdempotencyKey] = new("error", "value", IsForm: true),

        [RefusedElement] = new("error", "business-rule"),
        [ModifierExtension] = new("error", "extension"),
        [ProblemCode.UnknownQuestionnaire] = new("error", "not-found"),
        [ProblemCode.UnknownVersion] = new("error", "not-found"),
        [OtherQuestionnaire] = new("error", "invalid"),
        [InvalidStatus] = new("error", "code-invalid"),
        [InvalidContribute] = new("error", "value"),
        [ErrorCode.UnknownItem] = new("error", "invalid"),
        [RepeatedItem] = new("error", "duplicate"),
        [SeveralAnswers] = new("error", "invalid"),
        [AnswerType] = new("error", "value"),
        [ErrorCode.UnknownOption] = new("error", "code-invalid"),
        [ErrorCode.NotAsked] = new("error", "business-rule"),
        [ErrorCode.Required] = new("error", "required"),

        [InProgress] = new("warning", "incomplete"),
        [TotalDiffers] = new("warning", "business-rule"),
        [BandDiffers] = new("warning", "business-rule"),

        [ResultBand] = Information,
        [ResultScore] = Information,
        [ResultReason] = Information,
        [ResultCompleteness] = Information,
        [ResultFlag] = Information,
        [ResultNextStep] = Information,
        [ResultEmergency] = Information,
        [ResultHelp] = Information,
        [ResultDisclaimer] = Information,
        [ResultValidation] = Information,
        [ContributionAccepted] = Information,
        [ContributionDeclined] = Information,
        [ContributionNotCounted] = Information,
    };
}
