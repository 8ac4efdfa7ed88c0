using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Screenings;

/// <summary>The header <c>Idempotency-Key</c> (IETF draft): a retry with the same key is scored again and counted once.</summary>
internal static class IdempotencyKey
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Shortest = 16;
    private const int Longest = 128;

    /// <summary>Reads the key; null when there is none, or when it is wrong, which is noted.</summary>
    public static string? Read(HttpRequest request, List<ProblemError> errors)
    {
        if (!request.Headers.TryGetValue(Header, out var values)) return null;
        if (values is [{ Length: >= Shortest and <= Longest } key] && !key.AsSpan().ContainsAnyExceptInRange('!', '~')) return key;
        errors.Add(new ProblemError(ErrorCode.InvalidIdempotencyKey, "", Header: Header));
        return null;
    }
}
