namespace KetamineScreening.Api.Tests.Conventions;

/// <summary>Lines of code have at most 140 columns, as <c>.editorconfig</c> says.</summary>
public sealed class LineLengthTests
{
    private const int MaxColumns = 140;

    private static readonly HashSet<string> Extensions = [".cs", ".js", ".mjs", ".css", ".ts"];

    // Build output, installed packages and generated code.
    private static readonly HashSet<string> IgnoredFolders = ["bin", "obj", "node_modules", "packages", "generated"];

    [Fact]
    public void A_line_that_is_too_long_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
        File.WriteAllLines(Path.Combine(folder, "Planted.cs"), [new string('x', MaxColumns), new string('x', MaxColumns + 1)]);
        File.WriteAllText(Path.Combine(folder, "planted.txt"), new string('x', MaxColumns + 1));

        Assert.Equal(["Planted.cs:2"], LongLines(folder, folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void No_line_of_the_source_or_the_tests_is_too_long()
    {
        var root = Repository.PathOf("");
        var longLines = LongLines(root, Path.Combine(root, "src")).Concat(LongLines(root, Path.Combine(root, "tests")));

        Offenders.None(longLines.Select(line => $"{line}: over {MaxColumns} columns"));
    }

    private static IEnumerable<string> LongLines(string root, string folder) =>
        from file in CodeFiles(folder).Order(StringComparer.Ordinal)
        from line in File.ReadLines(file).Index()
        where line.Item.Length > MaxColumns
        select $"{Path.GetRelativePath(root, file)}:{line.Index + 1}";

    private static IEnumerable<string> CodeFiles(string folder) =>
    [
        .. Directory.EnumerateFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file)) && !IsGenerated(file)),
        .. Directory.EnumerateDirectories(folder).Where(child => !IgnoredFolders.Contains(Path.GetFileName(child))).SelectMany(CodeFiles),
    ];

    private static bool IsGenerated(string file) =>
        File.ReadLines(file).Take(2).Any(line => line.Contains("Generated from", StringComparison.Ordinal));
}
