namespace KetamineScreening.Api.Http;

/// <summary>The texts of the service that belong to no questionnaire, in one language.</summary>
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

    /// <summary>What is said about privacy.</summary>
    public required PrivacyWording Privacy { get; init; }

    /// <summary>Names every text that is missing, empty or belongs to nothing.</summary>
    public IEnumerable<string> Faults() => [
        .. ProblemCode.Statuses.Keys.Except(Problems.Keys).Select(code => $"problems.{code}: no text"),
        .. Problems.Keys.Except(ProblemCode.Statuses.Keys).Select(code => $"problems.{code}: belongs to nothing"),
        .. Problems.SelectMany(entry => Empty(($"problems.{entry.Key}.title", entry.Value.Title), ($"problems.{entry.Key}.detail", entry.Value.Detail))),
        .. ErrorCode.All.Except(Errors.Keys).Select(code => $"errors.{code}: no text"),
        .. Errors.Keys.Except(ErrorCode.All).Select(code => $"errors.{code}: belongs to nothing"),
        .. Errors.SelectMany(entry => Empty(($"errors.{entry.Key}", entry.Value))),
        .. Empty(
            ("privacy.summary", Privacy.Summary), ("privacy.processed", Privacy.Processed), ("privacy.kept", Privacy.Kept),
            ("privacy.neverKept", Privacy.NeverKept), ("privacy.batches", Privacy.Batches), ("privacy.noise", Privacy.Noise),
            ("privacy.releases", Privacy.Releases), ("privacy.remains", Privacy.Remains), ("privacy.limits", Privacy.Limits))];

    private static IEnumerable<string> Empty(params IEnumerable<(string Place, string Text)> texts) =>
        texts.Where(entry => string.IsNullOrWhiteSpace(entry.Text)).Select(entry => $"{entry.Place}: no text");
}

/// <summary>Texts of a problem.</summary>
/// <param name="Title">The kind of problem.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record ProblemWording(string Title, string Detail);

/// <summary>What is said about privacy, in plain words.</summary>
/// <param name="Summary">The whole in three sentences.</param>
/// <param name="Processed">What is processed and not kept.</param>
/// <param name="Kept">What is kept.</param>
/// <param name="NeverKept">What is never kept.</param>
/// <param name="Batches">How totals change.</param>
/// <param name="Noise">What protects the totals.</param>
/// <param name="Releases">What is published.</param>
/// <param name="Remains">What remains to be said.</param>
/// <param name="Limits">What is remembered in memory against abuse.</param>
internal sealed record PrivacyWording(
    string Summary, string Processed, string Kept, string NeverKept, string Batches, string Noise, string Releases, string Remains, string Limits);
