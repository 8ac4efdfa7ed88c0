namespace KetamineScreening.Api.Tests.Pages;

/// <summary>The scripts of the widget and of the data page are bundles that a program writes from their modules.</summary>
public sealed class ScriptTests
{
    private static readonly string Sources = Repository.PathOf("src/scripts");

    private static readonly string Committed = Repository.PathOf("src/KetamineScreening.Api/wwwroot");

    private static readonly string[] Folders = ["data", "embed"];

    [Fact]
    public async Task The_committed_scripts_are_those_that_their_modules_and_the_lock_file_give()
    {
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Sources, "node_modules/esbuild")),
            "The packages are missing: run 'npm ci --ignore-scripts' in src/scripts.");
        var written = Directory.CreateTempSubdirectory("scripts-").FullName;

        var (exitCode, output) = await Tool.Run("node", ["build.mjs", written], Sources);

        Assert.True(exitCode == 0, output);
        Assert.Equal(Scripts(Committed), Scripts(written));
        foreach (var name in Scripts(written))
        {
            Assert.True(
                await Content(written, name) == await Content(Committed, name),
                $"{name} differs: run 'npm ci --ignore-scripts && npm run build' in src/scripts.");
        }
    }

    private static IEnumerable<string> Scripts(string root) => Folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.js"))
        .Select(file => Path.GetRelativePath(root, file))
        .Order(StringComparer.Ordinal);

    private static Task<string> Content(string root, string name) =>
        File.ReadAllTextAsync(Path.Combine(root, name), TestContext.Current.CancellationToken);
}
