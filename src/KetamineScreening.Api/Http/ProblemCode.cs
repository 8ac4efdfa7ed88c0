namespace KetamineScreening.Api.Http;

/// <summary>The stable codes of problems. Each has a text in every language, or the service does not start.</summary>
internal static class ProblemCode
{
    /// <summary>The request has another form than the contract says (400).</summary>
    public const string InvalidRequest = "invalid-request";

    /// <summary>There is nothing at this address (404).</summary>
    public const string NotFound = "not-found";

    /// <summary>There is no such questionnaire (404).</summary>
    public const string UnknownQuestionnaire = "unknown-questionnaire";

    /// <summary>The questionnaire has no such version (404).</summary>
    public const string UnknownVersion = "unknown-version";

    /// <summary>There is no such release (404).</summary>
    public const string UnknownRelease = "unknown-release";

    /// <summary>The release has no such file (404).</summary>
    public const string UnknownFile = "unknown-file";

    /// <summary>The release was withdrawn (410).</summary>
    public const string ReleaseWithdrawn = "release-withdrawn";

    /// <summary>The address knows other methods (405).</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>The body is larger than 16 KiB (413).</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The body is not JSON (415).</summary>
    public const string UnsupportedMediaType = "unsupported-media-type";

    /// <summary>The answers do not fit the questionnaire (422).</summary>
    public const string InvalidAnswers = "invalid-answers";

    /// <summary>Too many requests came from this network (429).</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>The store of releases cannot be reached now (503).</summary>
    public const string StoreUnavailable = "store-unavailable";

    /// <summary>The service failed (500).</summary>
    public const string InternalError = "internal-error";

    /// <summary>Status of each code; also the list of all codes a problem can have.</summary>
    public static IReadOnlyDictionary<string, int> Statuses { get; } = new Dictionary<string, int>
    {
        [InvalidRequest] = StatusCodes.Status400BadRequest,
        [NotFound] = StatusCodes.Status404NotFound,
        [UnknownQuestionnaire] = StatusCodes.Status404NotFound,
        [UnknownVersion] = StatusCodes.Status404NotFound,
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

/// <summary>The stable codes of single errors within a problem.</summary>
internal static class ErrorCode
{
    /// <summary>The body is not well-formed JSON, or text follows it.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>A member is there that the contract does not know.</summary>
    public const string UnknownMember = "unknown-member";

    /// <summary>A member is missing that the contract requires.</summary>
    public const string MissingMember = "missing-member";

    /// <summary>A value has another type than the contract says.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A member is there twice.</summary>
    public const string DuplicateMember = "duplicate-member";

    /// <summary>The country is no ISO 3166-1 alpha-2 code.</summary>
    public const string InvalidCountry = "invalid-country";

    /// <summary>The idempotency key is not 16 to 128 visible ASCII characters.</summary>
    public const string InvalidIdempotencyKey = "invalid-idempotency-key";

    /// <summary>The questionnaire has no such item.</summary>
    public const string UnknownItem = "unknown-item";

    /// <summary>The item has no such option.</summary>
    public const string UnknownOption = "unknown-option";

    /// <summary>The item is not asked, given the other answers.</summary>
    public const string NotAsked = "not-asked";

    /// <summary>The item has to be answered.</summary>
    public const string Required = "required";

    /// <summary>All codes a single error can have.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MalformedJson, UnknownMember, MissingMember, WrongType, DuplicateMember, InvalidCountry, InvalidIdempotencyKey,
        UnknownItem, UnknownOption, NotAsked, Required,
    ];
}
