using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.OpenApi;

/// <summary>
/// Clients that generators make from <c>openapi/v1.json</c> compile, and pass the same scenario against the service: fetch a
/// questionnaire, branch by its conditions, post the answers, and read the pointers of a refusal.
/// </summary>
public sealed partial class GeneratedClientTests(SharedService service, GeneratedClients clients) : IClassFixture<GeneratedClients>
{
    [Theory]
    [InlineData("openapi-fetch")]
    [InlineData("hey-api")]
    [InlineData("orval-fetch")]
    [InlineData("orval-zod")]
    [InlineData("nswag")]
    [InlineData("kiota")]
    public async Task A_generated_client_branches_scores_and_reads_the_pointers_of_a_refusal(string tool)
    {
        await clients.Need();
        var questionnaire = Expected.Instrument(Some.SelfCheck);
        var answers = Interview.Of(questionnaire, item => item.Options.Length - 1);
        Assert.Empty(AnswerSheet.Check(questionnaire, answers, out var sheet));
        var result = Scorer.Score(sheet!);

        var (exitCode, output) = await GeneratedClients.Run(tool, service.Http.BaseAddress!);

        Assert.InRange(answers.Count, 1, questionnaire.Items.Length - 1);
        Assert.True(exitCode == 0, output);
        Assert.Equal($"{answers.Count} {result.Band.Code} {result.Score} /answers/last-used /answers/shoe-size", output.Trim());
    }

    [Fact]
    public async Task No_name_of_a_schema_collides_with_a_name_that_a_generator_derives_from_an_operation()
    {
        await clients.Need();
        var types = await File.ReadAllTextAsync(
            Path.Combine(GeneratedClients.Folder, "generated/clients/hey-api/types.gen.ts"), TestContext.Current.CancellationToken);

        Assert.Contains("export type Questionnaire = ", types, StringComparison.Ordinal);
        Offenders.None(NumberedTypes().Matches(types).Select(match => match.Value));
    }

    [Fact]
    public async Task A_mock_server_answers_every_documented_problem_with_its_own_body()
    {
        GeneratedClients.NeedsPackages();

        var (exitCode, output) = await Tool.Run("npm", ["run", "mock"], GeneratedClients.Folder);

        Assert.True(exitCode == 0, output);
    }

    [GeneratedRegex(@"export type \w*\D2 ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberedTypes();
}

/// <summary>The clients of all tools, generated and compiled once.</summary>
public sealed class GeneratedClients
{
    private readonly Lazy<Task<(int ExitCode, string Output)>> generated =
        new(() => Tool.Run("npm", ["run", "clients"], Folder));

    /// <summary>Folder of the scenarios.</summary>
    public static string Folder { get; } = Repository.PathOf("tests/contract");

    /// <summary>Skips the test unless the npm packages are installed.</summary>
    public static void NeedsPackages()
    {
        Requirement.Needs(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "Node and npm are missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "node_modules/orval")),
            "The packages are missing: run 'npm ci --ignore-scripts' in tests/contract.");
    }

    /// <summary>Generates and compiles the clients, unless that has been done.</summary>
    public async Task Need()
    {
        NeedsPackages();
        var (exitCode, output) = await generated.Value;
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Runs the scenario of a tool.</summary>
    public static Task<(int ExitCode, string Output)> Run(string tool, Uri service)
    {
        var address = service.GetLeftPart(UriPartial.Authority);
        return tool is "nswag" or "kiota"
            ? Tool.Run("dotnet", ["clients/csharp/bin/Release/net10.0/Clients.dll", tool, address], Folder)
            : Tool.Run("node", [$"generated/js/clients/{tool}.js", address], Folder);
    }
}
