using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Commands;

/// <summary>The command line: help, version, mistakes, and settings before or after a command.</summary>
public sealed partial class CommandLineTests : IDisposable
{
    private static readonly string[] Commands =
    [
        "migrate", "list-periods", "close-periods", "withdraw-release", "discard-period", "backup", "demo", "check-help",
        "check-content", "publish-content", "health", "fhir-package",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    private Dictionary<string, string> Settings => new()
    {
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
        ["Logging:LogLevel:Default"] = "None",
    };

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--urls", "http://127.0.0.1:0", "--help")]
    [InlineData("--help", "--Store:Provider=sqlite")]
    public async Task Help_names_the_server_its_settings_and_every_command(params string[] arguments)
    {
        var ended = await Executable.RunIn(folder, Settings, arguments);

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        string[] texts = [.. Commands, "starts the server", "docs/operate.md", "--urls"];
        Assert.All(texts, text => Assert.Contains(text, ended.Output, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("list-periods", "never a count")]
    [InlineData("close-periods", "end and grace have passed")]
    [InlineData("withdraw-release", "<ID>", "--reason", "(REQUIRED)")]
    [InlineData("discard-period", "<ID>")]
    [InlineData("backup", "<FILE>", "Open periods and keys are not copied")]
    [InlineData("demo", "[<SCREENINGS>]", "300", "1,000,000", "[default: 20000]")]
    [InlineData("check-help", "--days", "0 to 3650", "[default: 60]")]
    [InlineData("check-content", "[<LANGUAGE>]", "zh-Hant")]
    [InlineData("publish-content", "published.sha256")]
    public async Task Help_of_a_command_explains_it_and_its_arguments(string command, params string[] texts)
    {
        foreach (var arguments in new string[][] { [command, "--help"], ["--Store:Provider=sqlite", command, "-h"] })
        {
            var ended = await Executable.RunIn(folder, Settings, arguments);

            Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
            Assert.Contains($"KetamineScreening.Api {command}", ended.Output, StringComparison.Ordinal);
            Assert.All(texts, text => Assert.Contains(text, ended.Output, StringComparison.Ordinal));
            Assert.Empty(Directory.GetFileSystemEntries(folder));
        }
    }

    [Fact]
    public async Task Help_is_given_whatever_is_wrong_with_the_settings()
    {
        var wrong = new Dictionary<string, string> { ["Store:Provider"] = "mysql", ["Content:Path"] = "/no/such/folder" };
        var ended = await Executable.RunIn(folder, wrong, "--help");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
    }

    [Fact]
    public async Task The_version_is_that_of_the_build()
    {
        var ended = await Executable.RunIn(folder, Settings, "--version");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        var version = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, ended.Output.Trim().Split('+')[0]);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("'no-such-command'", "no-such-command")]
    [InlineData("'no-such-command'", "no-such-command", "--help")]
    [InlineData("'no-such-command'", "--Store:Provider=sqlite", "no-such-command")]
    [InlineData("'list'", "list")]
    [InlineData("Required command", "--")]
    [InlineData("'--url'", "--url", "http://127.0.0.1:0")]
    [InlineData("'--url'", "--url=http://127.0.0.1:0")]
    [InlineData("'--url'", "--url", "http://127.0.0.1:0", "list-periods")]
    [InlineData("'--url'", "list-periods", "--url", "http://127.0.0.1:0")]
    [InlineData("'-urls'", "-urls", "http://127.0.0.1:0")]
    [InlineData("'/urls'", "/urls", "http://127.0.0.1:0")]
    [InlineData("'urls=http://127.0.0.1:0'", "urls=http://127.0.0.1:0")]
    [InlineData("'--Store:ConectionString'", "--Store:ConectionString=Data Source=other.db")]
    [InlineData("'--Store'", "--Store=sqlite")]
    [InlineData("'--Unknown:Key'", "--Unknown:Key=x")]
    [InlineData("'--urls' needs a value", "--urls")]
    [InlineData("'--urls' needs a value", "--urls", "--help")]
    [InlineData("'--urls' needs a value", "list-periods", "--urls", "--Store:Provider=sqlite")]
    [InlineData("'-v'", "-v")]
    [InlineData("'-hv'", "-hv")]
    [InlineData("'--version'", "list-periods", "--version")]
    [InlineData("'all'", "list-periods", "all")]
    [InlineData("'all'", "close-periods", "all")]
    [InlineData("ID", "withdraw-release")]
    [InlineData("--reason", "withdraw-release", "x")]
    [InlineData("--reason", "withdraw-release", "x", "--reason")]
    [InlineData("--reason", "withdraw-release", "x", "--reason", " ")]
    [InlineData("--reason", "withdraw-release", "x", "--reason", "a", "--reason", "b")]
    [InlineData("ID", "withdraw-release", " ", "--reason", "x")]
    [InlineData("'y'", "withdraw-release", "x", "y", "--reason", "z")]
    [InlineData("ID", "discard-period")]
    [InlineData("ID", "discard-period", "")]
    [InlineData("'--reason'", "discard-period", "x", "--reason", "y")]
    [InlineData("FILE", "backup")]
    [InlineData("FILE", "backup", "")]
    [InlineData("'b.db'", "backup", "a.db", "b.db")]
    [InlineData("'-f'", "backup", "-f")]
    [InlineData("'--file'", "backup", "--file")]
    [InlineData("'--version'", "backup", "--version")]
    [InlineData("'many'", "demo", "many")]
    [InlineData("'299'", "demo", "299")]
    [InlineData("'1000001'", "demo", "1000001")]
    [InlineData("'+400'", "demo", "+400")]
    [InlineData("'400.5'", "demo", "400.5")]
    [InlineData("'500'", "demo", "400", "500")]
    [InlineData("'-400'", "demo", "-400")]
    [InlineData("'soon'", "check-help", "--days", "soon")]
    [InlineData("'-1'", "check-help", "--days", "-1")]
    [InlineData("'3651'", "check-help", "--days", "3651")]
    [InlineData("--days", "check-help", "--days")]
    [InlineData("'30'", "check-help", "30")]
    [InlineData("'en'", "check-content", "en")]
    [InlineData("'German'", "check-content", "German")]
    [InlineData("'../de'", "check-content", "../de")]
    [InlineData("'fr'", "check-content", "de", "fr")]
    [InlineData("'de'", "publish-content", "de")]
    public async Task A_mistake_ends_with_2_and_names_what_is_wrong_and_the_commands(string mistake, params string[] arguments)
    {
        var ended = await Executable.RunIn(folder, Settings, arguments);

        Assert.Equal((2, ended.Output), (ended.ExitCode, ended.Errors));
        Assert.Contains(mistake, ended.Errors.Split("\n\n")[0], StringComparison.Ordinal);
        Assert.All(Commands, command => Assert.Contains(command, ended.Errors, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData("--Store:ConnectionString=Data Source=other.db", "list-periods")]
    [InlineData("--Store:ConnectionString", "Data Source=other.db", "list-periods")]
    [InlineData("list-periods", "--Store:ConnectionString=Data Source=other.db")]
    [InlineData("list-periods", "--Store:ConnectionString", "Data Source=other.db")]
    [InlineData("--store:connectionstring=Data Source=other.db", "--environment", "X", "list-periods", "--urls", "http://127.0.0.1:0")]
    [InlineData("discard-period", "--Store:ConnectionString", "Data Source=other.db", "x")]
    public async Task A_setting_reaches_a_command_from_before_it_and_from_behind_it(params string[] arguments)
    {
        var ended = await Executable.RunIn(folder, Settings, arguments);

        Assert.True(ended.ExitCode == (arguments.Contains("x") ? 1 : 0), ended.Output);
        Assert.True(File.Exists(Path.Combine(folder, "other.db")), ended.Output);
        Assert.False(File.Exists(Path.Combine(folder, "store.db")), ended.Output);
    }

    [Fact]
    public async Task A_value_of_a_command_is_never_taken_for_a_setting()
    {
        const string Value = "Store:Provider=mysql";
        var ended = await Executable.RunIn(folder, Settings, "withdraw-release", "/" + Value, "--reason", Value);

        Assert.Equal((1, $"There is no published release '/{Value}'."), (ended.ExitCode, ended.Errors.TrimEnd()));
    }

    [Theory]
    [InlineData("--urls", "http://127.0.0.2:0", "--environment", "Staging")]
    [InlineData("--URLS=http://127.0.0.2:0", "--environment=Staging")]
    public async Task A_setting_reaches_the_server(params string[] arguments)
    {
        Dictionary<string, string> settings = new() { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var executable = await Executable.Start(settings, folder, arguments: arguments);

        Assert.Equal("127.0.0.2", executable.Http.BaseAddress!.Host);
        await executable.Says("Hosting environment: Staging");
    }

    [Fact]
    public async Task Every_documented_setting_is_taken_from_the_command_line()
    {
        var docs = Repository.PathOf("docs");
        string[] pages = [Repository.PathOf("README.md"), .. Directory.Exists(docs) ? Directory.GetFiles(docs, "*.md") : []];
        var keys = pages.SelectMany(page => DocumentedKey().Matches(File.ReadAllText(page)))
            .Select(match => match.Groups["key"].Value).ToHashSet();
        Assert.True(keys.Count >= 15, string.Join(", ", keys));

        var ended = await Executable.RunIn(folder, Settings, [.. keys.Select(key => $"--{key}=x"), "--help"]);

        Assert.True(ended.ExitCode == 0, ended.Output);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The first cell of a row of a table of settings.
    [GeneratedRegex("^\\| `(?<key>[A-Z][A-Za-z]+(:[A-Za-z.]+)+|Urls)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DocumentedKey();
}
