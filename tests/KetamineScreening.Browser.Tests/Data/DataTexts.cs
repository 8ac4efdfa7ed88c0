using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>The English texts of the data page by key.</summary>
internal static class DataTexts
{
    private static readonly JsonNode All =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("src/KetamineScreening.Api/Content/pages/data/en.json")))!["texts"]!;

    public static string Of(string key) =>
        (string?)All[key] ?? throw new ArgumentException($"The data page has no text '{key}'.", nameof(key));
}
