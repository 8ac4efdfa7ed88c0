using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The committed bill of materials, <c>deploy/sbom.cdx.json</c>.</summary>
public sealed class SbomTests
{
    private static readonly string Committed = Repository.PathOf("deploy/sbom.cdx.json");

    [Fact]
    public async Task It_is_what_the_lock_file_and_the_packages_say()
    {
        var written = Sbom.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SBOM") == "true")
        {
            await File.WriteAllTextAsync(Committed, written, TestContext.Current.CancellationToken);
        }

        Assert.True(
            await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken) == written,
            "deploy/sbom.cdx.json differs from the packages of the service. Renew it: "
            + "UPDATE_SBOM=true dotnet test tests/KetamineScreening.Api.Tests --filter SbomTests");
    }

    [Fact]
    public async Task It_names_exactly_the_shipped_packages_in_their_locked_versions()
    {
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken))!;
        var named = list["components"]!.AsArray()
            .Where(component => ((string?)component!["purl"])?.StartsWith("pkg:nuget/", StringComparison.Ordinal) is true)
            .Where(component => (string)component!["type"]! == "library")
            .ToDictionary(component => (string)component!["name"]!, component => component!);
        var locked = Sbom.Locked;

        Assert.Contains("Npgsql", named.Keys);
        Assert.Equal(Sbom.Shipped, named.ToDictionary(pair => pair.Key, pair => (string)pair.Value["version"]!));
        Assert.All(named, pair => Assert.Equal((string)locked[pair.Key]!["resolved"]!, (string)pair.Value["version"]!));
        Assert.All(named, pair => Assert.Equal((string)locked[pair.Key]!["contentHash"]!, (string)pair.Value["properties"]![0]!["value"]!));
    }

    [Fact]
    public async Task It_names_the_script_bundle_and_exactly_the_packages_whose_licences_stand_in_it()
    {
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken))!["components"]!.AsArray();
        var bundle = await File.ReadAllBytesAsync(Repository.PathOf(ScriptBundle.Path), TestContext.Current.CancellationToken);
        var named = list.Where(component => ((string?)component!["purl"])?.StartsWith("pkg:npm/", StringComparison.Ordinal) is true)
            .Where(component => (string)component!["bom-ref"]! != SwaggerUi.Reference)
            .Select(component => $"{component!["name"]} {component["version"]} ({component["licenses"]![0]!["expression"]})")
            .ToList();

        Assert.Contains(named, name => name.StartsWith("d3-scale ", StringComparison.Ordinal));
        Assert.Equal(ScriptBundle.Notices.Where(line => line.EndsWith("(ISC)", StringComparison.Ordinal)), named);
        Assert.Contains(list, component => (string)component!["bom-ref"]! == ScriptBundle.Reference
            && (string)component["hashes"]![0]!["content"]! == Convert.ToHexStringLower(SHA256.HashData(bundle)));
    }

    [Fact]
    public async Task It_names_the_scripts_of_Swagger_UI_as_they_are_served_with_the_licence_that_stands_beside_them()
    {
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken))!["components"]!.AsArray();
        var named = Assert.Single(list, component => (string)component!["name"]! == "swagger-ui-dist")!;
        Assert.Equal("Apache-2.0", (string)named["licenses"]![0]!["expression"]!);
        Assert.Matches(@"Apache License\s+Version 2\.0", Encoding.UTF8.GetString(SwaggerUi.Read("LICENSE")));

        await using var service = new Service();
        Assert.Contains(
            $"PACKAGE_VERSION:\"{named["version"]}\"",
            await service.Http.GetStringAsync("/docs/swagger-ui-bundle.js", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        foreach (var file in named["components"]!.AsArray())
        {
            var served = await service.Http.GetByteArrayAsync($"/docs/{file!["name"]}", TestContext.Current.CancellationToken);
            Assert.Equal((string)file["hashes"]![0]!["content"]!, Convert.ToHexStringLower(SHA256.HashData(served)));
        }
    }

    [Fact]
    public async Task It_is_CycloneDX()
    {
        var folder = Repository.PathOf("tests/contract");
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        var packages = Path.Combine(folder, "node_modules/@cyclonedx");
        Requirement.Needs(Directory.Exists(packages), "The packages are missing: run 'npm ci --ignore-scripts' in tests/contract.");

        var (exitCode, output) = await Tool.Run("node", ["validate-sbom.mjs", Committed], folder);

        Assert.True(exitCode == 0, output);
    }
}
