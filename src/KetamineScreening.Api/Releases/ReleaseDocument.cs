namespace KetamineScreening.Api.Releases;

/// <summary>A release: anonymous totals of one period, frozen.</summary>
/// <param name="Id">Id of the release.</param>
/// <param name="Questionnaire">Id of the questionnaire.</param>
/// <param name="MajorVersion">Its major version.</param>
/// <param name="PeriodStart">First day it covers (UTC), for example `2026-10-01`.</param>
/// <param name="PeriodEnd">Last day it covers (UTC).</param>
/// <param name="Synthetic">Whether it holds made-up screenings, for demonstration.</param>
/// <param name="State">`published` or `withdrawn`.</param>
/// <param name="Address">Address of the release.</param>
/// <param name="Notice">Why it was withdrawn.</param>
/// <param name="Files">Its files; only where one release is described.</param>
internal sealed record ReleaseDocument(
    string Id,
    string Questionnaire,
    long MajorVersion,
    string PeriodStart,
    string PeriodEnd,
    bool Synthetic,
    string State,
    string Address,
    string? Notice,
    IReadOnlyList<ReleaseFileDocument>? Files)
{
    internal static ReleaseDocument From(
        ReleaseStore.ReleaseRow row, PathString root, IReadOnlyList<PublishedFile>? files = null) => new(
        row.Id,
        row.Questionnaire,
        row.Major,
        row.PeriodStart,
        row.PeriodEnd,
        row.Synthetic == 1,
        row.IsWithdrawn ? "withdrawn" : "published",
        root + AddressOf(row.Id),
        row.IsWithdrawn ? row.Withdrawn : null,
        files?
            .Select(file => new ReleaseFileDocument(
                file.Name, file.MediaType, file.Bytes.Length, file.Sha256, $"{root}{AddressOf(row.Id)}/{file.Name}"))
            .ToList());

    internal static string AddressOf(string id) => $"/v1/releases/{id}";
}

/// <summary>A file of a release.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its size in bytes.</param>
/// <param name="Sha256">Its SHA-256, in hexadecimal.</param>
/// <param name="Address">Its address, where it never changes.</param>
internal sealed record ReleaseFileDocument(string Name, string MediaType, int Bytes, string Sha256, string Address);
