using KetamineScreening.Api.Http.Errors;

namespace KetamineScreening.Api.Screenings;

/// <summary>The header <c>Idempotency-Key</c> (IETF draft): a retry with the same key is scored again and counted once.</summary>
internal static class IdempotencyKeyHeader
{
    /// <summary>Name of the header.</summary>
    public const string Name = "Idempotency-Key";

    private const int MinLength = 16;
    private const int MaxLength = 128;

    /// <summary>Reads the key: 16 to 128 visible ASCII characters.</summary>
    /// <returns>The key; null when the header is missing or invalid. An invalid header is added to <paramref name="errors"/>.</returns>
    public static string? Read(HttpRequest request, List<ProblemError> errors)
    {
        if (!request.Headers.TryGetValue(Name, out var values)) return null;
        if (values is [{ Length: >= MinLength and <= MaxLength } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')) return key;
        errors.Add(new ProblemError(ErrorCode.InvalidIdempotencyKey, "", Header: Name));
        return null;
    }
}
