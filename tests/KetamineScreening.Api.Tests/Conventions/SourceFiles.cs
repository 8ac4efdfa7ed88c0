namespace KetamineScreening.Api.Tests.Conventions;

/// <summary>The source files of a folder, for tests of conventions.</summary>
internal static class SourceFiles
{
    /// <summary>Paths of the C# files below a folder, relative to it and with slashes, without build output.</summary>
    public static IReadOnlyList<string> Below(string folder) => [.. Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)];
}
