using System.Globalization;
using Dapper;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using Npgsql;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>One copy of an SQLite store without keys, after nine forged screenings and perhaps a tenth person.</summary>
internal sealed class OneSqliteCopy() : SingleAttack(new("participation: nine forged screenings and one SQLite file without keys"))
{
    public override int Rounds => 10;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync();
        var (learner, known) = (new Learner(random), new List<Person>());
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, learner.NextTruth());
            var (person, forged) = (questionnaire.Extreme(last: true), questionnaire.Crowd(9, random));
            await target.PostAsync(tookPart == 1 ? [.. forged, person] : forged);
            await target.TurnAsync();
            known.AddRange(forged);
            var copy = target.Copy();
            long[] nobody = new long[person.Vector.Count];
            var guess = copy.Read(questionnaire, keys: null) is { } counters
                ? Guess.Of(counters, known, [nobody, person.Vector], random)
                : learner.Next(copy.Features, tookPart);
            Row.AddCoin(guess, tookPart);
            if (tookPart == 1) known.Add(person);
        }
    }
}

/// <summary>One dump of PostgreSQL: order, lengths, transaction ids and log volume of the rows, without their values.</summary>
internal sealed class OnePostgresDump() : SingleAttack(
    new("participation: nine forged screenings and one dump of PostgreSQL: order, size, xmin, WAL"))
{
    public override int Rounds => 10;

    public override bool NeedsPostgres => true;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        var database = lab.NewDatabase();
        await using var target = await lab.StartAsync(new Setup { Postgres = database });
        await using var connection = new NpgsqlConnection(database);
        var learner = new Learner(random);
        for (var round = 0; round < rounds + Learner.Lessons; round++)
        {
            // The forged screenings change the same counters every time; the person changes others.
            var (questionnaire, tookPart) = (KnownQuestionnaire.Largest, learner.NextTruth());
            var forged = Enumerable.Repeat(questionnaire.Extreme(last: false), 9).ToList();
            var written = await LogPositionAsync(connection);
            await target.PostAsync(tookPart == 1 ? [questionnaire.Extreme(last: true), .. forged] : forged);
            await target.TurnAsync();
            var features = Order(await lab.Postgres.DumpAsync(database));
            features["log"] = await LogPositionAsync(connection) - written;
            features["transactions"] = await TransactionsAsync(connection);
            Row.AddCoin(learner.Next(features, tookPart), tookPart);
        }
    }

    // Position and length of each row in the dump, by its key.
    private static Dictionary<string, double> Order(string dump)
    {
        var features = new Dictionary<string, double> { ["length"] = dump.Length };
        string? table = null;
        var position = 0;
        foreach (var line in dump.Split('\n'))
        {
            if (line.StartsWith("COPY ", StringComparison.Ordinal)) (table, position) = (line.Split(' ')[1], 0);
            else if (line == @"\.") table = null;
            else if (table is not null)
            {
                // The writer's own row has a random name.
                var columns = line.Split('\t');
                var key = table.EndsWith("writer", StringComparison.Ordinal) ? table
                    : columns.Length == 3 ? $"{table} {columns[0]} {columns[1]}" : $"{table} {columns[0]}";
                features[$"position of {key}"] = position++;
                features[$"length of {key}"] = line.Length;
            }
        }

        return features;
    }

    private static Task<double> LogPositionAsync(NpgsqlConnection connection) =>
        connection.ExecuteScalarAsync<double>("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8");

    // How far apart the newest and the oldest transaction of all rows are.
    private static async Task<double> TransactionsAsync(NpgsqlConnection connection)
    {
        var tables = await connection.QueryAsync<string>(
            "select table_name from information_schema.tables where table_schema = 'public' and table_name in ('period', 'counter')");
        var sql = string.Create(
            CultureInfo.InvariantCulture, $"select max(xmin::text::bigint) - min(xmin::text::bigint) from {tables.Single()}");
        return await connection.ExecuteScalarAsync<double>(sql);
    }
}
