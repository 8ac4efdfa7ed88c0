using KetamineScreening.Api.Aggregates;

namespace KetamineScreening.Api.Releases;

/// <summary>A file of a release.</summary>
/// <param name="Name">Name of the file.</param>
/// <param name="MediaType">Media type it is served with.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsText">Whether it is UTF-8 text.</param>
public sealed record ReleaseFile(string Name, string MediaType, byte[] Content, bool IsText = true);

/// <summary>All files of a release. The same period gives the same bytes on every machine.</summary>
public static class ReleaseFiles
{
    /// <summary>Writes them.</summary>
    public static IReadOnlyList<ReleaseFile> Write(ClosedPeriod period) => [];
}
