namespace KetamineScreening.Api.Tests.Docs;

/// <summary>
/// A folder that looks like the repository to a snippet, so that the snippet can change content and create files. In shell
/// snippets a function stands in for <c>dotnet run</c>: it starts the executable that is built already, in the same folder.
/// </summary>
internal sealed class SnippetFolder : IDisposable
{
    // A server is stopped as soon as it listens, so that the lines after it run.
    private const string Dotnet = """
        if [ "${1-} ${2-} ${3-}" != "run --project src/KetamineScreening.Api" ] || [ ! -d "$3" ]; then
          echo "Not known here: dotnet $*" >&2
          exit 9
        fi
        cd "${RUN_FOLDER:-.}"
        shift 3
        if [ "${1-}" = -- ]; then shift; fi
        # As the launch profile of the project does.
        export ASPNETCORE_ENVIRONMENT=Development
        if [[ "${1--}" != -* ]]; then exec dotnet "$SERVICE" "$@"; fi
        : >"$SERVER_LOG"
        dotnet "$SERVICE" "$@" >"$SERVER_LOG" 2>&1 &
        until grep -q 'Now listening' "$SERVER_LOG"; do
          if ! kill -0 $! 2>/dev/null; then
            cat "$SERVER_LOG"
            wait $!
            exit
          fi
          sleep 0.1
        done
        kill -TERM $!
        wait $!
        """;

    private static readonly Dictionary<string, (string Program, string[] Options, string File)> Programs = new()
    {
        ["sh"] = ("bash", ["-euo", "pipefail"], "snippet.sh"),
        ["js"] = ("node", [], "snippet.mjs"),
        ["python"] = (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3", [], "snippet.py"),
        ["r"] = ("Rscript", ["--vanilla"], "snippet.R"),
        ["cs"] = ("dotnet", ["run"], "snippet.cs"),
        ["java"] = ("java", [], "snippet.java"),
    };

    // The folder in which `dotnet run` starts the service, below the root; empty for the folder of the reader.
    private static readonly Lazy<Task<string>> RunFolder = new(async () =>
    {
        var (exitCode, output) = await Tool.Run(
            "dotnet", ["msbuild", "src/KetamineScreening.Api", "-getProperty:RunWorkingDirectory"], Repository.PathOf(""));
        if (exitCode != 0) throw new InvalidOperationException(output);
        var folder = output.Trim();
        return folder.Length == 0 ? "" : Path.GetRelativePath(Repository.PathOf(""), folder);
    });

    private readonly string root = Directory.CreateTempSubdirectory("ketamine-snippet-").FullName;
    private readonly string tools;

    /// <summary>Prepares the folder.</summary>
    public SnippetFolder()
    {
        foreach (var name in Directory.EnumerateFileSystemEntries(Repository.PathOf("")).Select(entry => Path.GetFileName(entry)))
        {
            // The data in the working tree are those of whoever runs the tests.
            if (name is not ("src" or ".git" or "data")) Directory.CreateSymbolicLink(Path.Combine(root, name), Repository.PathOf(name));
        }

        Copy("src/KetamineScreening.Api/Content");
        tools = Directory.CreateDirectory(Path.Combine(root, ".tools")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "data"));
        File.WriteAllText(Path.Combine(tools, "dotnet.sh"), Dotnet.ReplaceLineEndings("\n"));
        // A reader's program is not built with the settings of the repository.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Packages.props" })
        {
            File.WriteAllText(Path.Combine(tools, name), "<Project />");
        }
    }

    /// <summary>The content in the folder.</summary>
    public string Content => Path.Combine(root, "src/KetamineScreening.Api/Content");

    /// <summary>The languages of snippets that can be run here.</summary>
    public static IEnumerable<string> Languages => Programs.Keys;

    /// <summary>Runs a snippet. Its address of the service, <c>localhost:5000</c>, is that of a service under test.</summary>
    /// <returns>Exit code and everything that it wrote.</returns>
    public async Task<(int ExitCode, string Output)> Run(Snippet snippet, Uri service)
    {
        var (program, options, name) = Programs[snippet.Language];
        var file = Path.Combine(tools, name);
        var text = snippet.Text.Replace("localhost:5000", service.Authority, StringComparison.Ordinal);
        if (snippet.Language == "sh") text = $"dotnet() {{ bash {tools}/dotnet.sh \"$@\"; }}\n{text}";
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        string[] environment =
        [
            $"SERVICE={typeof(Program).Assembly.Location}",
            $"SERVER_LOG={tools}/server.log",
            $"RUN_FOLDER={await RunFolder.Value}",
            $"Content__Path={Content}",
            "ASPNETCORE_URLS=http://127.0.0.1:0",
        ];
        return await Tool.Run("env", [.. environment, program, .. options, file], root);
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(root, recursive: true);

    private void Copy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(Repository.PathOf(""), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
