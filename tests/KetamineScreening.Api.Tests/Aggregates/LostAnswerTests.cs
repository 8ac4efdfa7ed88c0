using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>A commit of which the answer was lost is recognised by its mark, and done once.</summary>
[Trait("store", "both")]
public sealed class LostAnswerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task A_transaction_that_is_tried_again_is_done_once_by_each_writer()
    {
        var (one, two) = (new CommitMark(), new CommitMark());
        await using var source = TestStore.Source(folder);
        await new StoreMigrations(source).EnsureAsync(TestContext.Current.CancellationToken);

        Assert.Equal([true, false], await Try(one, tries: 2));
        one.Settle();
        Assert.Equal([true], await Try(one, tries: 1));
        Assert.Equal([true, false, false], await Try(two, tries: 3));

        // A store that was restored from an older copy has an older mark, or none: that is no lost answer.
        one.Settle();
        TestStore.Execute(folder, "update writer set mark = 1");
        Assert.Equal([true, false], await Try(one, tries: 2));
        two.Settle();
        TestStore.Execute(folder, "delete from writer");
        Assert.Equal([true, false], await Try(two, tries: 2));

        async Task<List<bool>> Try(CommitMark mark, int tries)
        {
            var isNew = new List<bool>();
            for (var i = 0; i < tries; i++)
            {
                await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
                isNew.Add(await mark.TryMoveAsync(connection, transaction));
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }

            return isNew;
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
