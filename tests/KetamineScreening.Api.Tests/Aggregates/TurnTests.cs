using KetamineScreening.Api.Tests.Store;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>The clock alone decides what a turn writes: every open period, in order, whether or not somebody answered.</summary>
[Trait("store", "both")]
public sealed class TurnTests : IDisposable
{
    private static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly FakeTimeProvider clock = new(End.AddDays(-50));

    [Fact]
    public async Task Every_turn_rewrites_every_open_period_once_through_the_grace_until_it_closes()
    {
        await using var service = Start();
        var numbers = new List<int>();
        for (var turn = 0; turn < 12; turn++)
        {
            if (turn == 6) clock.AdjustTime(End.AddMinutes(30));
            if (turn == 9) clock.AdjustTime(End.AddMinutes(60));
            if (turn % 3 == 1) await service.Contribute(turn);
            var before = Rows(service);
            await service.OneTurn();
            var after = Rows(service).ToDictionary(row => row.Period.Id);
            numbers.Add(after.Count);

            // The turn that releases a period rewrites it once more.
            foreach (var row in before.Where(row => after.ContainsKey(row.Period.Id)))
            {
                Assert.Equal(row.Commits + 1, after[row.Period.Id].Commits);
                Assert.Equal(row.Counters.Length, after[row.Period.Id].Counters.Length);
                Assert.NotEqual(row.Counters, after[row.Period.Id].Counters);
            }
        }

        Assert.Equal([3, 3, 3, 3, 3, 3, 6, 6, 6, 3, 3, 3], numbers);
    }

    [Fact, Trait("only", "sqlite")]
    public async Task The_order_of_the_periods_in_a_turn_never_depends_on_who_answered()
    {
        await using var service = Start();
        TestStore.Execute(folder, """
            create table written (id text);
            create trigger note after update of counters on period begin insert into written values (new.id); end
            """);
        string[] questionnaires = [Some.SelfCheck, Some.ConcernCheck, Some.QuickCheck];
        foreach (var questionnaire in questionnaires)
        {
            await service.Contribute(3, questionnaire);
            await service.OneTurn();
        }

        var written = service.Query("select id from written order by rowid").Select(row => (string)row[0]).ToList();
        Assert.Equal(9, written.Count);
        Assert.All(written.Chunk(3), turn => Assert.Equal(written.Take(3), turn));
        Assert.Equal(written.Take(3).Order(StringComparer.Ordinal), written.Take(3));
    }

    [Fact, Trait("only", "sqlite")]
    public async Task Over_a_thousand_turns_with_and_without_people_the_stored_values_keep_their_length_and_the_file_its_size()
    {
        await using var service = Start();
        await service.OneTurn();
        var (rows, size, random) = (Rows(service), new FileInfo(service.StoreFile).Length, new Random(7));
        for (var turn = 0; turn < 1000; turn++)
        {
            if (turn % 50 == 0) await service.Contribute(random.Next(1, 20));
            await service.OneTurn();
        }

        Assert.Equal(rows.Select(row => row.Counters.Length), Rows(service).Select(row => row.Counters.Length));
        Assert.Equal(rows.Select(row => row.Commits + 1000), Rows(service).Select(row => row.Commits));
        Assert.Equal(size, new FileInfo(service.StoreFile).Length);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IReadOnlyList<StoredPeriod> Rows(Service service)
    {
        using var connection = TestStore.Open(service.Folder);
        return OpenedStore.Rows(connection);
    }

    private Service Start() => new(time: clock, folder: folder, noise: true);
}
