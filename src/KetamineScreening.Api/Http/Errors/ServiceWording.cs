namespace KetamineScreening.Api.Http.Errors;

/// <summary>The texts of problems and errors in one language.</summary>
internal sealed record ServiceWording
{
    /// <summary>BCP 47 tag of the language.</summary>
    public required string Language { get; init; }

    /// <summary><c>source</c>, <c>unreviewed</c> or <c>reviewed</c>.</summary>
    public required string Review { get; init; }

    /// <summary>Texts of problems by code.</summary>
    public required IReadOnlyDictionary<string, ProblemWording> Problems { get; init; }

    /// <summary>Texts of single errors by code.</summary>
    public required IReadOnlyDictionary<string, string> Errors { get; init; }

    /// <summary>Names every text that is missing, empty or unused.</summary>
    public IEnumerable<string> Faults() => [
        .. ProblemCode.Statuses.Keys.Except(Problems.Keys).Select(code => $"problems.{code}: no text"),
        .. Problems.Keys.Except(ProblemCode.Statuses.Keys).Select(code => $"problems.{code}: belongs to nothing"),
        .. Problems.SelectMany(entry => Empty(
            ($"problems.{entry.Key}.title", entry.Value.Title), ($"problems.{entry.Key}.detail", entry.Value.Detail))),
        .. ErrorCode.All.Except(Errors.Keys).Select(code => $"errors.{code}: no text"),
        .. Errors.Keys.Except(ErrorCode.All).Select(code => $"errors.{code}: belongs to nothing"),
        .. Errors.SelectMany(entry => Empty(($"errors.{entry.Key}", entry.Value)))];

    private static IEnumerable<string> Empty(params IEnumerable<(string Place, string Text)> texts) =>
        texts.Where(entry => string.IsNullOrWhiteSpace(entry.Text)).Select(entry => $"{entry.Place}: no text");
}

/// <summary>Texts of a problem.</summary>
/// <param name="Title">The kind of problem.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record ProblemWording(string Title, string Detail);
