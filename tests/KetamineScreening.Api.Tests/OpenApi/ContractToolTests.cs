using KetamineScreening.Api.Tests.Fuzzing;

namespace KetamineScreening.Api.Tests.OpenApi;

/// <summary>Checks the document with tools outside .NET: linters, a generated typed client, and a validator of real responses.</summary>
public sealed class ContractToolTests
{
    private static readonly string Folder = Repository.PathOf("tests/contract");

    [Theory]
    [InlineData("lint")]
    [InlineData("client")]
    public async Task The_document_passes_linting_and_client_generation(string script)
    {
        NeedsPackages();

        var (exitCode, output) = await Tool.Run("npm", ["run", script], Folder);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Real_responses_match_the_document()
    {
        NeedsPackages();
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-");
        await CreateReleases(folder.FullName);
        await using var service = new Service(folder: folder.FullName);
        await using var limited = new Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "1" });

        string[] arguments = ["validate.mjs", $"{service.Http.BaseAddress}", $"{limited.Http.BaseAddress}"];
        var (exitCode, output) = await Tool.Run("node", arguments, Folder);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
        await service.Stop();
        folder.Delete(recursive: true);
    }

    [Fact, Trait("kind", "fuzz")]
    public async Task Responses_to_random_requests_match_the_document()
    {
        NeedsPackages();
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-");
        await CreateReleases(folder.FullName);
        await using var service = new Service(folder: folder.FullName);

        var (exitCode, output) = await Tool.Run(
            "node",
            ["fuzz.mjs", $"{service.Http.BaseAddress}", $"{Fuzz.Cases(150)}"],
            Folder,
            minutes: 600);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("Error: ", service.Log.ToString(), StringComparison.Ordinal);
        await service.Stop();
        folder.Delete(recursive: true);
    }

    // Creates releases and withdraws one, so that their responses can be validated.
    private static async Task CreateReleases(string folder)
    {
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        var (exitCode, output) = await Executable.Run(settings, "demo", "400");
        Assert.True(exitCode == 0, output);
        var release = output.Split("/v1/releases/")[1].Split('\n')[0].Trim();
        (exitCode, output) = await Executable.Run(settings, "withdraw-release", release, "--reason", "To see what that looks like.");
        Assert.True(exitCode == 0, output);
    }

    private static void NeedsPackages()
    {
        Requirement.Needs(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "Node and npm are missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "node_modules/ajv")) && Directory.Exists(Path.Combine(Folder, "node_modules/fast-check")),
            "The packages are missing: run 'npm ci --ignore-scripts' in tests/contract.");
    }
}
