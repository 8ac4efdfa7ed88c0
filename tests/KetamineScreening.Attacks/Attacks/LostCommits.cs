using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using Npgsql;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// Three nodes lose their connection while a commit is on its way. Two states with keys show whether somebody counts twice.
/// </summary>
internal sealed class LostCommits() : SingleAttack(new("a lost COMMIT with three nodes: somebody counted twice or not at all"))
{
    private const int NodeCount = 3;

    public override int Rounds => 1;

    public override bool NeedsPostgres => true;

    public override bool AppliesToNaive => false;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        var database = lab.NewDatabase();
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        var socket = Path.Combine(lab.Postgres.Folder, ".s.PGSQL.5432");
        var lines = Enumerable.Range(0, NodeCount).Select(_ => new CuttableLine(socket)).ToList();
        await using (var nodes = await Nodes.StartAsync(lab, [.. lines.Select(line => new Setup { Postgres = line.Address(name) })]))
        {
            for (var round = 0; round < rounds; round++) await AttackAsync(database, nodes, lines, random);
        }

        foreach (var line in lines) line.Dispose();
    }

    private async Task AttackAsync(string database, Nodes nodes, List<CuttableLine> lines, Random random)
    {
        var before = await StateAsync(database, nodes[0]);
        var people = KnownQuestionnaire.All.SelectMany(questionnaire => questionnaire.Crowd(9, random)).ToList();
        await Task.WhenAll(people.Select((person, i) => nodes[i % NodeCount].PostAsync(person)));
        foreach (var line in lines) line.Cut = (Cut)random.Next(3);
        await Task.WhenAll(Enumerable.Range(0, NodeCount).Select(i => ((RealTarget)nodes[i]).RetryAsync()));
        foreach (var line in lines) line.Cut = Cut.None;
        await nodes.TurnAsync(i => nodes[i].Now);
        var after = await StateAsync(database, nodes[0]);
        foreach (var questionnaire in KnownQuestionnaire.All)
        {
            var own = people.Where(person => person.Questionnaire == questionnaire);
            var isExact = after[questionnaire].Since(before[questionnaire]).Without(own).All(entry => entry.Value == 0);
            if (!isExact) Row.AddFault("a screening counts twice or not at all");
            Row.AddComparisons();
        }
    }

    private static async Task<Dictionary<KnownQuestionnaire, Observation>> StateAsync(string database, ITarget node)
    {
        using var keys = node.CopyKeys();
        await using var connection = new NpgsqlConnection(database);
        var states = new Dictionary<KnownQuestionnaire, Observation>();
        foreach (var questionnaire in KnownQuestionnaire.All)
        {
            var (period, commits, value) = await StoredPeriod.ReadAsync(connection, questionnaire);
            states[questionnaire] = StoredCopy.Noisy(questionnaire, period, keys.Open(period, value, commits)!);
        }

        return states;
    }
}
