namespace KetamineScreening.Api.Store;

/// <summary>Recognises file systems on other machines, on which locks are not reliable.</summary>
internal static class NetworkFileSystem
{
    private static readonly string[] Kinds = ["nfs", "nfs4", "cifs", "smb3", "smb2", "smb", "9p", "v9fs", "afs", "ceph"];

    /// <summary>Kind of the network file system that a file is on, such as <c>nfs4</c>; null for a local one.</summary>
    public static string? Of(string file)
    {
        try
        {
            // The folder, because the drive of a missing file is unknown.
            var kind = new DriveInfo(Path.GetDirectoryName(file)!).DriveFormat;
            return Kinds.Contains(kind) || kind.StartsWith("fuse.", StringComparison.Ordinal) ? kind : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
