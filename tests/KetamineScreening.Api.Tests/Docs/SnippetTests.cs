namespace KetamineScreening.Api.Tests.Docs;

/// <summary>What the README and the guides tell a reader to type works, and its output is the one that they show.</summary>
public sealed class SnippetTests(DocsService service) : IClassFixture<DocsService>
{
    // Blocks that need root, publish, or start the tests themselves. Raise it only for a block that really cannot be run.
    private const int MostNotRun = 19;

    // The browser tests show pages, with the header of the block after them as their policy; PostgresRoleTests runs SQL.
    private static readonly string[] RunElsewhere = ["html", "css", "sql"];

    public static TheoryData<string> Runnable =>
    [
        .. Snippet.All
            .Where(snippet => snippet.ReasonNotToRun is null && SnippetFolder.Languages.Contains(snippet.Language))
            .Select(snippet => snippet.Place),
    ];

    private static IReadOnlyList<Snippet> NotRun => [.. Snippet.All.Where(snippet => snippet.ReasonNotToRun is not null)];

    [Theory, MemberData(nameof(Runnable))]
    public async Task A_snippet_runs_and_writes_what_stands_below_it(string place)
    {
        var snippet = Snippet.At(place);
        await NeedsProgramsOf(snippet);
        using var folder = new SnippetFolder();

        var (exitCode, output) = await folder.Run(snippet, service.Address);

        Assert.True(exitCode == 0, output);
        if (snippet.Answer is { } answer) Assert.True(answer.Fits(output), output);
    }

    [Fact]
    public void Every_block_is_run_or_is_the_output_of_one_that_is()
    {
        var isRun = Snippet.All.Where(snippet => SnippetFolder.Languages.Concat(RunElsewhere).Contains(snippet.Language)).ToHashSet();
        var isOutput = isRun.Select(snippet => snippet.Answer).ToHashSet();
        var isPolicy = isRun
            .Where(snippet => snippet is { Language: "html", Next.Language: "http" })
            .Select(snippet => snippet.Next)
            .ToHashSet();

        Assert.True(isRun.Count > 30);
        Offenders.None(Snippet.All
            .Where(snippet => !isRun.Contains(snippet) && !isOutput.Contains(snippet) && !isPolicy.Contains(snippet))
            .Select(snippet => $"{snippet.Place}: nobody checks a block of '{snippet.Language} {snippet.Remark}'"));
    }

    [Fact]
    public void Few_blocks_are_not_run_and_each_says_why()
    {
        var list = string.Join('\n', NotRun.Select(snippet => $"{snippet.Place}: {snippet.ReasonNotToRun}"));
        TestContext.Current.TestOutputHelper?.WriteLine(list);

        Assert.True(NotRun.Count <= MostNotRun, $"{NotRun.Count} blocks are not run, {MostNotRun} may be:\n{list}");
        Assert.All(NotRun, snippet => Assert.True(snippet.ReasonNotToRun!.Split(' ').Length > 3, $"{snippet.Place}: no reason"));
    }

    /// <remarks>The least that can be checked of a command that is not run.</remarks>
    [Fact]
    public async Task A_block_that_is_not_run_is_shell_and_names_files_and_tests_that_exist()
    {
        var tests = typeof(SnippetTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var offenders = new List<string>();
        foreach (var snippet in NotRun)
        {
            var (exitCode, output) = await Tool.Run("bash", ["-n", "-c", snippet.Text], Repository.PathOf(""));
            if (snippet.Language != "sh" || exitCode != 0) offenders.Add($"{snippet.Place}: no shell: {output}");
            var words = snippet.Text.Split([' ', '\n', '"'], StringSplitOptions.RemoveEmptyEntries);
            offenders.AddRange(words
                .Where(word => (IsPath(word) && !Path.Exists(Repository.PathOf(word))) || (IsTestClass(word) && !tests.Contains(word)))
                .Select(word => $"{snippet.Place}: there is no {word}"));
        }

        Offenders.None(offenders);
    }

    private static bool IsPath(string word) =>
        word.Contains('/') && word.TrimStart('.', '/').Split('/')[0] is "src" or "tests" or "deploy" or "openapi";

    private static bool IsTestClass(string word) => word.EndsWith("Tests", StringComparison.Ordinal) && !word.Contains('/');

    private static async Task NeedsProgramsOf(Snippet snippet)
    {
        switch (snippet.Language)
        {
            case "sh":
                Requirement.Needs(Tool.IsInstalled("curl") && Tool.IsInstalled("jq"), "curl or jq is missing.");
                break;
            case "js":
                Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
                break;
            case "r":
                Requirement.Needs(Tool.IsInstalled("Rscript"), "R is missing.");
                var (httrExitCode, _) = await Tool.Run("Rscript", ["-e", "library(httr)"], Path.GetTempPath());
                Requirement.Needs(httrExitCode == 0, "The R package httr is missing.");
                break;
            case "java":
                Requirement.Needs(Tool.IsInstalled("java") && Tool.IsInstalled("javac"), "A Java development kit is missing.");
                break;
            case "python":
                var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
                var (exitCode, _) = await Tool.Run(python, ["-c", "from pandas import read_csv"], Path.GetTempPath());
                Requirement.Needs(exitCode == 0, "python3 with pandas is missing.");
                break;
        }
    }
}
