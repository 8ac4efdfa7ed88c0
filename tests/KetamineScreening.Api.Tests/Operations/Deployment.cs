using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The YAML files of <c>deploy</c>, validated against the schemas of Compose and Kubernetes.</summary>
internal static class Deployment
{
    private static readonly Lazy<Task<JsonObject>> ReadCompose = new(async () => (await ReadAsync("compose.yaml")).Single());
    private static readonly Lazy<Task<IReadOnlyList<JsonObject>>> ReadKubernetes = new(() => ReadAsync("kubernetes.yaml"));

    /// <summary>The file for Compose.</summary>
    public static Task<JsonObject> Compose => ReadCompose.Value;

    /// <summary>The documents for Kubernetes.</summary>
    public static Task<IReadOnlyList<JsonObject>> Kubernetes => ReadKubernetes.Value;

    private static async Task<IReadOnlyList<JsonObject>> ReadAsync(string file)
    {
        var folder = Repository.PathOf("tests/contract");
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");
        Requirement.Needs(Directory.Exists($"{folder}/node_modules/yaml"), "The packages are missing: run 'npm ci' in tests/contract.");
        var (exitCode, output) = await Tool.Run("node", ["deployment.mjs", Repository.PathOf($"deploy/{file}")], folder);
        Assert.True(exitCode == 0, output);
        return [.. JsonNode.Parse(output)!.AsArray().Select(document => document!.AsObject())];
    }
}
