using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Tests.Questionnaires;

/// <summary>The number of a version promises what it changes. The service does not start when the content breaks the promise.</summary>
public sealed class NextVersionTests : IDisposable
{
    private const string Major = "only a new major version may change this";

    private static readonly string[] ScoredItems =
        ["more-than-planned", "preoccupation", "neglected-responsibilities", "tolerance", "despite-harm"];

    private static readonly string[] Codes = ["no", "yes"];

    private readonly ContentFolder content = new();

    [Fact]
    public async Task A_patch_that_triples_the_weights_stops_the_start_and_every_item_and_option_is_named()
    {
        content.AddVersion(Some.QuickCheck, "2.0.1", Triple);
        var (exitCode, output) = await Executable.Run(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        var options = new[] { ("less-than-monthly", 1), ("monthly", 2), ("weekly", 3) };
        var named = ScoredItems.SelectMany(item => options.Select(option =>
            $"- questionnaires/{Some.QuickCheck}/2.0.1/definition.json: items.{item}.options.{option.Item1}: "
            + $"weight {option.Item2} in {Some.Version}, weight {option.Item2 * 3} in 2.0.1; {Major}"));
        Assert.Equal(1, exitCode);
        Assert.Equal(["The content cannot be used:", .. named], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_same_weights_are_welcome_in_a_new_major_version()
    {
        content.AddVersion(Some.QuickCheck, "3.0.0", Triple);

        Assert.Equal(2, ServedContent.Read(content.Path).Catalog.Find(Some.QuickCheck)!.Majors.Count());
    }

    [Fact]
    public void A_minor_version_that_adds_an_item_is_refused_because_its_period_has_no_counters_for_it()
    {
        content.AddVersion(Some.QuickCheck, "2.1.0", AddItem, AddTexts);
        NameItem();

        Assert.Equal(
            [
                "The content cannot be used:",
                $"- questionnaires/{Some.QuickCheck}/2.1.0/definition.json: items.added: "
                    + $"missing in 2.0.0, present in 2.1.0; {Major}",
            ],
            Assert.Throws<ContentException>(() => ServedContent.Read(content.Path)).Message.Split('\n'));
    }

    [Fact]
    public void An_item_is_welcome_in_a_new_major_version()
    {
        content.AddVersion(Some.QuickCheck, "3.0.0", AddItem, AddTexts);
        NameItem();

        Assert.Equal([2, 3], ServedContent.Read(content.Path).Catalog.Find(Some.QuickCheck)!.Majors);
    }

    public void Dispose() => content.Dispose();

    private static void Triple(JsonNode definition)
    {
        foreach (var option in definition["scales"]!["quick-frequency"]!.AsArray()) option!["weight"] = 3 * (int)option["weight"]!;
    }

    private static void AddItem(JsonNode definition)
    {
        var items = definition["sections"]!.AsArray()[^1]!["items"]!.AsArray();
        items.Add(new JsonObject
        {
            ["id"] = "added",
            ["options"] = new JsonArray([.. Codes.Select(code => new JsonObject { ["code"] = code, ["weight"] = null })]),
            ["basis"] = items[0]!["basis"]!.DeepClone(),
        });
    }

    // The sheet for a doctor has a short name of every item.
    private void NameItem() => content.Change("interface/en.json", file => file["texts"]!["item.added"] = "An added item");

    private static void AddTexts(JsonNode texts) => texts["items"]!["added"] = new JsonObject
    {
        ["text"] = "Is this a question?",
        ["help"] = "For example, this one.",
        ["options"] = new JsonObject(Codes.Select(code => KeyValuePair.Create<string, JsonNode?>(code, code))),
    };
}
