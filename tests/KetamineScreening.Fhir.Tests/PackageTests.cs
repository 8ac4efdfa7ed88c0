using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The package has every definition that the service serves.</summary>
public sealed class PackageTests(SharedChecker shared)
{
    private static readonly string[] Types = ["Questionnaire", "CodeSystem", "OperationDefinition", "StructureDefinition"];

    [Fact]
    public async Task Each_resource_of_the_package_is_the_one_that_is_served_and_none_is_missing()
    {
        var files = await PackageFile.Read(shared.Service);
        var served = new Dictionary<string, JsonNode>();
        foreach (var type in Types)
        {
            foreach (var entry in (await shared.Service.GetJson($"/fhir/{type}"))["entry"]!.AsArray())
            {
                var resource = entry!["resource"]!;
                served.Add($"package/{type}-{resource["id"]}.json", resource);
            }
        }

        Assert.Equal(
            served.Keys.Concat(["package/package.json", "package/.index.json"]).Order(StringComparer.Ordinal),
            files.Keys.Order(StringComparer.Ordinal));
        Assert.All(served, entry => Assert.True(JsonNode.DeepEquals(entry.Value, files[entry.Key]), entry.Key));
    }

    [Fact]
    public async Task A_canonical_URL_with_a_version_occurs_once()
    {
        var files = await PackageFile.Read(shared.Service);
        var canonicals = files.Values
            .Where(file => file["resourceType"] is not null)
            .Select(file => $"{file["url"]}|{file["version"]}")
            .ToList();

        Assert.Equal(canonicals.Order(StringComparer.Ordinal), canonicals.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_index_lists_the_resources_with_their_canonical_URLs()
    {
        var files = await PackageFile.Read(shared.Service);
        var index = files["package/.index.json"]["files"]!.AsArray();

        Assert.Equal(files.Count - 2, index.Count);
        Assert.All(index, entry => Assert.All(
            ["resourceType", "id", "url", "version"],
            name => Assert.Equal((string?)files[$"package/{entry!["filename"]}"][name], (string?)entry[name])));
        Assert.Equal("ketamine.screening", (string?)files["package/package.json"]["name"]);
        Assert.Equal("4.0.1", (string?)files["package/package.json"]["fhirVersions"]![0]);
    }

    [Fact]
    public async Task The_command_writes_the_bytes_that_the_server_sends_and_overwrites_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-package-");
        var file = Path.Combine(folder.FullName, "package.tgz");
        string[] command = [typeof(Program).Assembly.Location, "fhir-package", file];

        var first = await Tool.Run("dotnet", command, folder.FullName);
        var written = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var second = await Tool.Run("dotnet", command, folder.FullName);

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("exists", second.Output, StringComparison.Ordinal);
        Assert.Equal(
            await shared.Service.Http.GetByteArrayAsync(PackageFile.Address, TestContext.Current.CancellationToken),
            written);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("application/gzip")]
    [InlineData("*/*")]
    public async Task A_client_that_has_the_package_gets_304(string accept)
    {
        using var first = await Send(HttpMethod.Get, accept, tag: null);
        using var second = await Send(HttpMethod.Get, accept, first.Headers.ETag);
        using var head = await Send(HttpMethod.Head, accept, tag: null);

        Assert.Equal((HttpStatusCode.OK, "application/gzip"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
    }

    private Task<HttpResponseMessage> Send(HttpMethod method, string accept, EntityTagHeaderValue? tag)
    {
        var request = new HttpRequestMessage(method, PackageFile.Address) { Headers = { { "Accept", accept } } };
        if (tag is not null) request.Headers.IfNoneMatch.Add(tag);
        return shared.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
