using KetamineScreening.Api.Admin;
using KetamineScreening.Api.Releases;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.OpenApi;

/// <summary>What programs outside .NET make of the document: linters, a typed client, a validator of real answers.</summary>
public sealed class ContractToolTests
{
    private static readonly string Folder = Repository.PathOf("tests/contract");

    [Theory]
    [InlineData("lint")]
    [InlineData("client")]
    public async Task The_document_passes(string script)
    {
        NeedsPackages();

        var (exitCode, output) = await Tool.Run("npm", ["run", script], Folder);

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Real_answers_fit_the_document()
    {
        NeedsPackages();
        await using var service = await ServiceWithReleases();
        await using var limited = new Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "1" });

        var (exitCode, output) = await Tool.Run("node", ["validate.mjs", $"{service.Http.BaseAddress}", $"{limited.Http.BaseAddress}"], Folder);

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }

    // Releases can be described only where there are some; one of them is withdrawn.
    private static async Task<Service> ServiceWithReleases()
    {
        var service = new Service();
        await new Demo().RunAsync(service.Services, ["400"]);
        var id = (string)(await service.Get("/v1/releases"))["releases"]![0]!["id"]!;
        await service.Services.GetRequiredService<ReleaseStore>().WithdrawAsync(id, "To see what that looks like.", TestContext.Current.CancellationToken);
        return service;
    }

    private static void NeedsPackages()
    {
        Requirement.Needs(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "Node and npm are missing.");
        Requirement.Needs(Directory.Exists(Path.Combine(Folder, "node_modules/ajv")), "The packages are missing: run 'npm ci' in tests/contract.");
    }
}
