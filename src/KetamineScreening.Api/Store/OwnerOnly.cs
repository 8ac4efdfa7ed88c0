namespace KetamineScreening.Api.Store;

/// <summary>Creates files and folders that only the user of the service can read (0600 and 0700); no effect on Windows.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Creates a folder and the missing folders above it.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // The framework sets the mode of the last folder only.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent)) CreateFolder(parent);
        Directory.CreateDirectory(path, OfFolder);
    }

    /// <summary>Creates an empty file; an existing file is left as it is.</summary>
    public static void CreateFile(string path)
    {
        if (File.Exists(path)) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OfFile;
        using var file = new FileStream(path, options);
    }

    /// <summary>Takes the permissions of all other users from a file.</summary>
    public static void Restrict(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OfFile);
    }

    /// <summary>Whether other users have access to a file or folder.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & OfOthers) != UnixFileMode.None;
}
