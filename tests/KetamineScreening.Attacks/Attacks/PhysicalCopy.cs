using System.Buffers.Binary;
using Dapper;
using KetamineScreening.Api.Periods;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;
using Npgsql;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>
/// One copy of the data directory of PostgreSQL, with keys. It contains older versions of a row until they are vacuumed, so it
/// amounts to many copies.
/// </summary>
internal sealed class PhysicalCopy(bool hasKeys) : SingleAttack(hasKeys
    ? new("**one data directory of PostgreSQL with keys: one answer**", Expectation.Succeeds)
    : new("one data directory of PostgreSQL without keys: one answer"))
{
    // Every encrypted value begins with this number.
    private static readonly byte[] Magic = [0x09, 0xF0, 0xC9, 0xF0];

    public override int Rounds => 3;

    public override bool NeedsPostgres => true;

    public override bool AppliesToNaive => false;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        var database = lab.NewDatabase();
        await using var target = await lab.StartAsync(new Setup { Postgres = database });
        await using var connection = new NpgsqlConnection(database);
        var id = await connection.ExecuteScalarAsync<long>("select oid from pg_database where datname = current_database()");
        var folder = Path.Combine(Path.Combine(lab.Postgres.Folder, "data"), "base", $"{id}");
        for (var round = 0; round < rounds; round++)
        {
            var questionnaire = KnownQuestionnaire.Largest;
            var (forged, candidates) = (questionnaire.Crowd(9, random), questionnaire.ButForOneAnswer(random));
            var truth = random.Next(candidates.Count);
            await target.TurnAsync();
            await target.PostAsync([.. forged, candidates[truth]]);
            await target.TurnAsync();

            // The server does the same every five minutes by itself.
            await connection.ExecuteAsync("checkpoint;");
            using var keys = hasKeys ? target.CopyKeys() : null;
            var change = LastChange(folder, await StoredPeriod.ReadAsync(connection, questionnaire), questionnaire, keys);
            var guess = Guess.Of(change, forged, [.. candidates.Select(candidate => candidate.Vector)], random);
            Row.Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
        }
    }

    // The difference of the newest two versions found, each tried with every recent number of a commit.
    private static Observation? LastChange(
        string folder, (Period Period, long Commits, byte[] Counters) now, KnownQuestionnaire questionnaire, KeyCopy? keys)
    {
        if (keys is null) return null;
        var versions = new SortedDictionary<long, long[]>();
        foreach (var value in Values(folder))
        {
            for (var commit = now.Commits; commit > Math.Max(0, now.Commits - 5); commit--)
            {
                if (keys.Open(now.Period, value, commit) is { } counters) versions[commit] = counters;
            }
        }

        List<Observation> states = [.. versions.Values.Select(counters => StoredCopy.Noisy(questionnaire, now.Period, counters))];
        return states.Count < 2 ? null : states[^1].Since(states[^2]);
    }

    // PostgreSQL stores a value in chunks of about 2,000 bytes: id of the value, number of the chunk, length, content.
    private static IEnumerable<byte[]> Values(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            var bytes = File.ReadAllBytes(file);
            for (var at = bytes.AsSpan().IndexOf(Magic); at >= 0;)
            {
                if (at >= 12 && BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at - 8)) == 0) yield return Value(bytes, at);
                var next = bytes.AsSpan(at + 1).IndexOf(Magic);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }
    }

    private static byte[] Value(byte[] bytes, int first)
    {
        var (value, header) = (new List<byte>(), bytes[(first - 12)..(first - 4)]);
        for (var (chunk, at) = (0, first); at >= 12; chunk++)
        {
            var length = (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at - 4)) >> 2) - 4;
            value.AddRange(bytes.AsSpan(at, Math.Clamp(length, 0, bytes.Length - at)));
            BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), chunk + 1);
            at = bytes.AsSpan().IndexOf(header) + 12;
            if (at < 12) break;
        }

        return [.. value];
    }
}
