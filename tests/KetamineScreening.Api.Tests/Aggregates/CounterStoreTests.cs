using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The one thing that cannot be brought about from outside with SQLite: a commit of which the answer was lost.</summary>
[Trait("store", "both")]
public sealed class CounterStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task A_batch_that_is_tried_again_after_a_lost_answer_is_counted_once()
    {
        await using var source = TestStore.Source(folder);
        await new StoreMigrations(source).EnsureAsync(TestContext.Current.CancellationToken);
        var store = new CounterStore(source);
        var vocabulary = Expected.Vocabulary(Some.SelfCheck);
        var stratum = Period.IdOf(Some.SelfCheck, Some.Major, new Quarter(2026, 4), synthetic: false);
        var periods = new PeriodStore(source, NoisePolicy.None, new DiscreteGaussian(_ => { }));
        var quarter = new Quarter(2026, 4);
        await periods.BeginAsync(Some.SelfCheck, Some.Major, quarter, synthetic: false, vocabulary, TestContext.Current.CancellationToken);
        var batch = Batch.Empty(Some.SelfCheck, Some.Major, vocabulary);
        Assert.Empty(AnswerSheet.Check(Expected.Instrument(Some.SelfCheck), Some.Answers(), out var sheet));
        for (var i = 0; i < 10; i++) batch.Add(Scorer.Score(sheet!));
        var (one, two) = (new CommitMark(), new CommitMark());

        await Add(one, tries: 2);
        one.Settle();
        await Add(one, tries: 1);
        await Add(two, tries: 3);
        Assert.Equal(30, await Screenings());

        // A store that somebody put back from an older copy knows an older mark, or none: that is no lost answer.
        one.Settle();
        await Execute("update writer set mark = 1");
        await Add(one, tries: 2);
        two.Settle();
        await Execute("delete from writer");
        await Add(two, tries: 2);
        Assert.Equal(50, await Screenings());

        async Task Add(CommitMark mark, int tries)
        {
            for (var i = 0; i < tries; i++) await store.AddAsync(mark, [(stratum, batch)], TestContext.Current.CancellationToken);
        }

        async Task<long> Screenings()
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "select value from counter where cell = 'options/last-used/within-12-months'";
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))! - CounterStore.Zero;
        }

        async Task Execute(string sql)
        {
            await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
