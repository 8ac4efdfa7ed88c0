namespace KetamineScreening.Api.Tests.Conventions;

/// <summary>Finds the source files that tests of conventions check.</summary>
internal static class SourceFiles
{
    /// <summary>Paths of the C# files below a folder, relative to the folder and with slashes; build output is skipped.</summary>
    public static IReadOnlyList<string> Below(string folder) => [.. Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)];
}
