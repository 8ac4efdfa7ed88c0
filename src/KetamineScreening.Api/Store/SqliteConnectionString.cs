using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>Checks that a connection string names a file that can keep a store.</summary>
internal static class SqliteConnectionString
{
    // Beginnings of addresses, and of paths that a shell or another program replaces.
    private static readonly string[] Unexpanded = ["file:", "~", "|DataDirectory|", "$", "%"];

    // Files there are devices and states of the kernel; those in /dev/shm are in memory.
    private static readonly string[] KernelFolders = ["/dev/", "/proc/", "/sys/"];

    /// <summary>Why a connection string would store nothing, or in another place than the operator meant; null when it is usable.</summary>
    public static string? ProblemOf(SqliteConnectionStringBuilder builder)
    {
        var path = builder.DataSource;
        if (string.IsNullOrWhiteSpace(path)) return "It names no file (Data Source=...).";
        if (path == ":memory:" || builder.Mode == SqliteOpenMode.Memory) return "The store has to be a file.";
        if (builder.Mode == SqliteOpenMode.ReadOnly) return "Mode=ReadOnly stores nothing.";
        if (builder.Vfs is { Length: > 0 }) return "Vfs is not supported.";
        if (builder.Password.Length > 0) return "This SQLite does not encrypt files, so Password cannot be used.";
        if (Unexpanded.FirstOrDefault(start => path.StartsWith(start, StringComparison.OrdinalIgnoreCase)) is { } start)
        {
            return $"Data Source begins with '{start}', which has no special meaning here; it has to be a path.";
        }

        path = Path.GetFullPath(path);
        if (Array.Exists(KernelFolders, folder => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            return $"'{path}' is not on a disk, so it keeps nothing.";
        }

        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(path)) return $"'{path}' is a folder; it has to be a file.";
        var folder = Path.GetDirectoryName(path);
        while (folder is not null && !Path.Exists(folder)) folder = Path.GetDirectoryName(folder);
        return folder is null || Directory.Exists(folder) ? null : $"'{folder}' is a file; it has to be a folder.";
    }
}
