using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>The description for archives names the same files, columns and codes as the Data Package.</summary>
public sealed class DdiTests : IDisposable
{
    private static readonly XNamespace Ddi = "ddi:codebook:2_5";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public void It_has_every_file_and_column_with_its_codes()
    {
        var path = SyntheticRelease.Of(Some.SelfCheck, 500).Write(folder);
        var document = XDocument.Load(Path.Combine(path, "ddi.xml"));
        var package = JsonNode.Parse(File.ReadAllText(Path.Combine(path, "datapackage.json")))!;
        var resources = package["resources"]!.AsArray().Select(resource => resource!).ToList();

        Assert.Equal(Ddi + "codeBook", document.Root!.Name);
        Assert.Equal((string)package["title"]!, document.Descendants(Ddi + "titl").Single().Value);
        Assert.Equal(
            resources.Select(resource => (string)resource["path"]!), document.Descendants(Ddi + "fileName").Select(file => file.Value));
        Assert.Equal(
            resources.SelectMany(resource => resource["schema"]!["fields"]!.AsArray().Select(field =>
                $"file.{resource["name"]} {field!["name"]} {Codes(field["categories"])}")),
            document.Descendants(Ddi + "var").Select(variable =>
                $"{variable.Attribute("files")!.Value} {variable.Attribute("name")!.Value} "
                + string.Join(' ', variable.Descendants(Ddi + "catValu").Select(code => code.Value))));
        var ids = document.Descendants().Attributes("ID").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(id, System.Xml.XmlConvert.VerifyNCName(id)));

        static string Codes(JsonNode? categories) =>
            string.Join(' ', (categories as JsonArray ?? []).Select(category => (string)category!["value"]!));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
