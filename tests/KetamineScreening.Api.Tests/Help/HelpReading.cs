using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Help;

/// <summary>Reads the help directory and the contacts that are served.</summary>
internal static class HelpReading
{
    /// <summary>A file of the help directory.</summary>
    public static JsonNode File(string name) =>
        JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Content/help", name)))!;

    /// <summary>The ids of contacts, separated by spaces.</summary>
    public static string Ids(JsonNode contacts) => string.Join(' ', contacts.AsArray().Select(contact => (string)contact!["id"]!));

    /// <summary>All entries of <c>directory.json</c>.</summary>
    public static IEnumerable<JsonNode> Entries(JsonNode directory) =>
        directory["international"]!.AsArray()
            .Concat(directory["elsewhere"]!.AsArray())
            .Concat(directory["countries"]!.AsObject().SelectMany(country => country.Value!.AsArray()))
            .Select(entry => entry!);

    /// <summary>The entry with an id.</summary>
    public static JsonNode Entry(JsonNode directory, string id) => Entries(directory).Single(entry => (string)entry["id"]! == id);
}
