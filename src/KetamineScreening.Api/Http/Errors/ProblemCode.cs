namespace KetamineScreening.Api.Http.Errors;

/// <summary>The stable codes of problems. A code without a text in some language stops the start.</summary>
internal static class ProblemCode
{
    /// <summary>The request does not match the contract (400).</summary>
    public const string InvalidRequest = "invalid-request";

    /// <summary>The address does not exist (404).</summary>
    public const string NotFound = "not-found";

    /// <summary>The questionnaire does not exist (404).</summary>
    public const string UnknownQuestionnaire = "unknown-questionnaire";

    /// <summary>The version of the questionnaire does not exist (404).</summary>
    public const string UnknownVersion = "unknown-version";

    /// <summary>The version of the questionnaire is retired: it can be read, and is no longer scored (410).</summary>
    public const string VersionRetired = "version-retired";

    /// <summary>The learning text does not exist (404).</summary>
    public const string UnknownLearningText = "unknown-learning-text";

    /// <summary>The release does not exist (404).</summary>
    public const string UnknownRelease = "unknown-release";

    /// <summary>The file of the release does not exist (404).</summary>
    public const string UnknownFile = "unknown-file";

    /// <summary>The release was withdrawn (410).</summary>
    public const string ReleaseWithdrawn = "release-withdrawn";

    /// <summary>The address does not support the method (405).</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>The body is larger than 16 KiB (413).</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The body is not JSON (415).</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>The answers do not match the questionnaire (422).</summary>
    public const string InvalidAnswers = "invalid-answers";

    /// <summary>Too many requests came from this network (429).</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>The store of releases is not available at the moment (503).</summary>
    public const string StoreUnavailable = "store-unavailable";

    /// <summary>The service failed (500).</summary>
    public const string InternalError = "internal-error";

    /// <summary>The HTTP status of each code. The keys are all codes of problems.</summary>
    public static IReadOnlyDictionary<string, int> Statuses { get; } = new Dictionary<string, int>
    {
        [InvalidRequest] = StatusCodes.Status400BadRequest,
        [NotFound] = StatusCodes.Status404NotFound,
        [UnknownQuestionnaire] = StatusCodes.Status404NotFound,
        [UnknownVersion] = StatusCodes.Status404NotFound,
        [VersionRetired] = StatusCodes.Status410Gone,
        [UnknownLearningText] = StatusCodes.Status404NotFound,
        [UnknownRelease] = StatusCodes.Status404NotFound,
        [UnknownFile] = StatusCodes.Status404NotFound,
        [ReleaseWithdrawn] = StatusCodes.Status410Gone,
        [MethodNotAllowed] = StatusCodes.Status405MethodNotAllowed,
        [BodyTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [UnsupportedMediaType] = StatusCodes.Status415UnsupportedMediaType,
        [InvalidAnswers] = StatusCodes.Status422UnprocessableEntity,
        [TooManyRequests] = StatusCodes.Status429TooManyRequests,
        [StoreUnavailable] = StatusCodes.Status503ServiceUnavailable,
        [InternalError] = StatusCodes.Status500InternalServerError,
    };
}

/// <summary>The stable codes of the single errors within a problem.</summary>
internal static class ErrorCode
{
    /// <summary>The body is not well-formed JSON, or something follows the JSON value.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>The contract has no such member.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>A required member is missing.</summary>
    public const string MissingMember = "missing-member";

    /// <summary>The type of a value is wrong.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A member occurs twice.</summary>
    public const string DuplicateMember = "duplicate-member";

    /// <summary>The country is not an ISO 3166-1 alpha-2 code.</summary>
    public const string InvalidCountry = "invalid-country";

    /// <summary>The person is described although they do not agree to be counted.</summary>
    public const string AboutWithoutContribution = "about-without-contribution";

    /// <summary>The questionnaire, or the operator, does not ask about the person.</summary>
    public const string AboutNotAsked = "about-not-asked";

    /// <summary>The idempotency key is not 16 to 128 visible ASCII characters.</summary>
    public const string InvalidIdempotencyKey = "invalid-idempotency-key";

    /// <summary>A query parameter is missing, or its value is not valid.</summary>
    public const string InvalidParameter = "invalid-parameter";

    /// <summary>The item does not exist in the questionnaire.</summary>
    public const string UnknownItem = "unknown-item";

    /// <summary>The option does not exist in the item.</summary>
    public const string UnknownOption = "unknown-option";

    /// <summary>The other answers rule the item out, so that it is not asked.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>A required item has no answer.</summary>
    public const string Required = "required";

    /// <summary>There are more errors than a problem lists.</summary>
    public const string MoreErrors = "more-errors";

    /// <summary>All codes of single errors.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MalformedJson, UnknownMember, MissingMember, WrongType, DuplicateMember, InvalidCountry,
        AboutWithoutContribution, AboutNotAsked, InvalidIdempotencyKey,
        InvalidParameter, UnknownItem, UnknownOption, NotAsked, Required, MoreErrors,
    ];
}
