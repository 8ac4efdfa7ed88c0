namespace KetamineScreening.Api.Privacy;

/// <summary>What is said about privacy, in plain words.</summary>
/// <param name="Summary">The whole in three sentences.</param>
/// <param name="Processed">What is processed and not kept.</param>
/// <param name="Kept">What is kept.</param>
/// <param name="NeverKept">What is never kept.</param>
/// <param name="Writing">When and how totals are written.</param>
/// <param name="Noise">What protects the totals.</param>
/// <param name="Releases">What is published.</param>
/// <param name="Remains">What remains to be said.</param>
/// <param name="Limits">What is remembered in memory against abuse.</param>
internal sealed record PrivacyWording(
    string Summary,
    string Processed,
    string Kept,
    string NeverKept,
    string Writing,
    string Noise,
    string Releases,
    string Remains,
    string Limits);
