using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The list of what the service is made of, for those who have to answer for what they run.</summary>
public sealed class SbomTests
{
    private static readonly string Committed = Repository.PathOf("deploy/sbom.cdx.json");

    [Fact]
    public async Task The_committed_list_is_what_the_lock_file_and_the_packages_say()
    {
        var written = Sbom.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SBOM") == "true") await File.WriteAllTextAsync(Committed, written, TestContext.Current.CancellationToken);

        Assert.True(
            await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken) == written,
            "deploy/sbom.cdx.json is not what the service is made of. Renew it: UPDATE_SBOM=true dotnet test tests/KetamineScreening.Api.Tests --filter SbomTests");
    }

    [Fact]
    public async Task It_names_every_package_that_goes_with_the_service_in_the_locked_version_and_no_other()
    {
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken))!;
        var named = list["components"]!.AsArray().Where(component => (string)component!["type"]! == "library")
            .ToDictionary(component => (string)component!["name"]!, component => component!);
        var locked = Sbom.Locked;

        Assert.Contains("Npgsql", named.Keys);
        Assert.Equal(Sbom.Shipped, named.ToDictionary(pair => pair.Key, pair => (string)pair.Value["version"]!));
        Assert.All(named, pair => Assert.Equal((string)locked[pair.Key]!["resolved"]!, (string)pair.Value["version"]!));
        Assert.All(named, pair => Assert.Equal((string)locked[pair.Key]!["contentHash"]!, (string)pair.Value["properties"]![0]!["value"]!));
    }

    [Fact]
    public async Task It_is_CycloneDX()
    {
        var folder = Repository.PathOf("tests/contract");
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        Requirement.Needs(Directory.Exists(Path.Combine(folder, "node_modules/@cyclonedx")), "The packages are missing: run 'npm ci' in tests/contract.");

        var (exitCode, output) = await Tool.Run("node", ["validate-sbom.mjs", Committed], folder);

        Assert.True(exitCode == 0, output);
    }
}
