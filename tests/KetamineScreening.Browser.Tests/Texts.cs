using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The English texts of the interface by key; tests locate elements by the text that a person reads.</summary>
internal static class Texts
{
    private static readonly JsonNode All =
        JsonNode.Parse(File.ReadAllText(Repository.PathOf("src/KetamineScreening.Api/Content/interface/en.json")))!["texts"]!;

    public static string Of(string key) =>
        (string?)All[key] ?? throw new ArgumentException($"The interface has no text '{key}'.", nameof(key));
}
