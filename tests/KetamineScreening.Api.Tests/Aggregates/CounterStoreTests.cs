using KetamineScreening.Api.Aggregates;
using KetamineScreening.Api.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.Extensions.Logging.Abstractions;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The one thing that cannot be brought about from outside with SQLite: a commit of which the answer was lost.</summary>
public sealed class CounterStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task A_batch_that_is_tried_again_after_a_lost_answer_is_counted_once()
    {
        await using var source = new SqliteDataSource($"Data Source={folder}/store.db");
        await new StoreMigrations(source, NullLogger<StoreMigrations>.Instance).EnsureAsync(TestContext.Current.CancellationToken);
        var store = new CounterStore(source);
        var vocabulary = new Vocabulary([SelfCheck()]);
        var stratum = Stratum.IdOf(Some.SelfCheck, 1, new Quarter(2026, 4), synthetic: false);
        await new Strata(source, NoisePolicy.None, new DiscreteGaussian(_ => { })).BeginAsync(Some.SelfCheck, 1, new Quarter(2026, 4), synthetic: false, vocabulary, TestContext.Current.CancellationToken);
        var batch = new Batch(Some.SelfCheck, 1, vocabulary, [.. vocabulary.Cells.Select((_, place) => place == 0 ? 10L : 0L)], 10);

        await store.AddAsync("one", 1, stratum, batch, TestContext.Current.CancellationToken);
        await store.AddAsync("one", 1, stratum, batch, TestContext.Current.CancellationToken);
        await store.AddAsync("one", 2, stratum, batch, TestContext.Current.CancellationToken);
        await store.AddAsync("two", 1, stratum, batch, TestContext.Current.CancellationToken);
        await store.AddAsync("two", 1, stratum, batch, TestContext.Current.CancellationToken);

        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "select sum(value) from counter";
        Assert.Equal(30L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Questionnaire SelfCheck() => Questionnaire.From(System.Text.Json.JsonSerializer.Deserialize(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Content/questionnaires", Some.SelfCheck, "1.0.0/definition.json")), ContentJson.Default.Definition)!);
}
