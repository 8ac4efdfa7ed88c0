using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The resources that the shell examples of <c>docs/fhir.md</c> write are valid.</summary>
public sealed class GuideTests(SharedChecker shared)
{
    [Theory]
    [InlineData("clinic-quick-check.json")]
    [InlineData("observation.json")]
    public async Task An_example_writes_a_valid_resource(string file)
    {
        Assert.SkipUnless(Tool.IsInstalled("curl") && Tool.IsInstalled("jq"), "curl or jq is missing.");
        var guide = await File.ReadAllTextAsync(Repository.PathOf("docs/fhir.md"), TestContext.Current.CancellationToken);
        var shell = guide.Split("```").Where(block => block.StartsWith("sh\n", StringComparison.Ordinal)).Select(block => block[3..]);
        var example = shell.Single(block => block.Contains($">{file}", StringComparison.Ordinal));
        var folder = Directory.CreateTempSubdirectory("ketamine-guide-");

        var address = shared.Service.Http.BaseAddress!.Authority;
        var command = example.Replace("localhost:5000", address, StringComparison.Ordinal);
        var (exitCode, output) = await Tool.Run("bash", ["-euo", "pipefail", "-c", command], folder.FullName);

        Assert.True(exitCode == 0, output);
        var resource = await File.ReadAllTextAsync(Path.Combine(folder.FullName, file), TestContext.Current.CancellationToken);
        Assert.Equal([], shared.Faults(resource).Where(fault => !fault.Contains("clinic.example", StringComparison.Ordinal)));
        folder.Delete(recursive: true);
    }
}
