using System.Runtime.Versioning;
using System.Text;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Looks at folders of stores and keys from outside.</summary>
[UnsupportedOSPlatform("windows")]
internal static class KeyFolder
{
    /// <summary>The permissions of everything in a folder and of the folder itself, such as <c>700 folder</c> or <c>600 file</c>.</summary>
    public static IEnumerable<string> Modes(string folder) => Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Append(folder)
        .Select(path => $"{Convert.ToString((int)File.GetUnixFileMode(path), 8)} {(Directory.Exists(path) ? "folder" : "file")}");

    /// <summary>Every file of some folders with its content, to see that nothing was changed.</summary>
    public static string Content(params IReadOnlyList<string> folders) => string.Join('\n', folders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal)
        .Select(file => $"{file} {Encoding.Latin1.GetString(File.ReadAllBytes(file))}"));

    /// <summary>The file of the key of a period.</summary>
    public static string KeyOf(string keys, string period) =>
        Directory.EnumerateFiles(Path.Combine(keys, period), "*.xml", SearchOption.AllDirectories).Single();
}
