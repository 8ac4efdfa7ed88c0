using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A minor version adds an optional item while a period is open.</summary>
[Trait("store", "both")]
public sealed class AddedItemTests : IDisposable
{
    private const string NewItem = "asked-since";
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 5, 12, 0, 0, TimeSpan.Zero));
    private readonly ContentFolder content = new();

    [Fact]
    public async Task It_is_counted_from_the_next_period_on_and_the_open_one_goes_on_counting_the_rest()
    {
        await using (var before = Start(10)) await before.ContributeInTens(Some.QuickCheck, Enumerable.Repeat(Some.Answers(), 10));
        AddItem();

        await using (var service = Start(400))
        {
            await service.Contribute(Some.QuickCheck, Enumerable.Repeat(Some.Answers((NewItem, "yes")), 400));
            await service.Eventually(
                () => service.Committed(Some.QuickCheck) == 410, "the open period counts people who answered the new version");
            var cells = service.State(Some.QuickCheck).Keys;
            Assert.DoesNotContain(cells, IsNew);
            Assert.Equal(Expected.Vocabulary(Some.QuickCheck).Cells.Select(cell => cell.Key).ToHashSet(), [.. cells]);
        }

        clock.AdjustTime(clock.GetUtcNow().AddMonths(3));
        await using (var service = Start(10))
        {
            await service.ContributeInTens(Some.QuickCheck, Enumerable.Repeat(Some.Answers((NewItem, "yes")), 10));
            Assert.Equal("ketamine-quick-check-2-2026q4", service.Query("select id from release").Single()[0]);
            Assert.Empty(service.Query($"select name from release_file where encoding = 'text' and content like '%{NewItem}%'"));
            Assert.Equal(10, service.State(Some.QuickCheck)[$"options/{NewItem}/yes"]);
            Assert.Equal(10, service.Committed(Some.QuickCheck));
        }
    }

    public void Dispose()
    {
        content.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsNew(string cell) => cell.Contains(NewItem, StringComparison.Ordinal);

    private Service Start(int batch) => new(
        new Dictionary<string, string> { ["Content:Path"] = content.Path, ["Contributions:MinimumBatch"] = $"{batch}" },
        clock,
        folder: folder);

    private void AddItem() => content.AddVersion(
        Some.QuickCheck,
        "2.1.0",
        definition =>
        {
            var items = definition["sections"]!.AsArray()[^1]!["items"]!.AsArray();
            items.Add(new JsonObject
            {
                ["id"] = NewItem,
                ["options"] = new JsonArray(Option("no"), Option("yes")),
                ["basis"] = items[0]!["basis"]!.DeepClone(),
            });
        },
        texts => texts["items"]![NewItem] = new JsonObject
        {
            ["text"] = "Is this a question?",
            ["help"] = "For example, this one.",
            ["options"] = new JsonObject { ["no"] = "No", ["yes"] = "Yes" },
        });

    private static JsonObject Option(string code) => new() { ["code"] = code, ["weight"] = null };
}
