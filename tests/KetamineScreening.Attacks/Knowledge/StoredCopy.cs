using Dapper;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A copy of every file in the folder of an SQLite store, without the keys.</summary>
internal sealed class StoredCopy
{
    /// <summary>Name of the database file.</summary>
    public const string Database = "store.db";

    private readonly List<(Period Period, long Commits, byte[] Counters)> sealedPeriods = [];
    private readonly List<(string Period, string Cell, long Value)> plain = [];
    private readonly Dictionary<string, double> features = new(StringComparer.Ordinal);

    /// <summary>Copies a folder without a lock, as a backup of the volume or a thief does.</summary>
    public StoredCopy(string source)
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
        foreach (var file in Directory.GetFiles(source))
        {
            var copy = Path.Combine(folder.FullName, Path.GetFileName(file));
            File.Copy(file, copy);
            features[$"length of {Path.GetFileName(file)}"] = new FileInfo(copy).Length;
        }

        Read(Path.Combine(folder.FullName, Database));
        folder.Delete(recursive: true);
    }

    /// <summary>Everything about the copy that can be seen without a key, except for the encrypted bytes, as numbers.</summary>
    public IReadOnlyDictionary<string, double> Features => features;

    /// <summary>The counters of the newest open period of a questionnaire.</summary>
    /// <param name="questionnaire">The questionnaire.</param>
    /// <param name="keys">Keys that the attacker has; null for none.</param>
    /// <returns>Null when the counters cannot be read.</returns>
    public Observation? Read(KnownQuestionnaire questionnaire, KeyCopy? keys)
    {
        if (plain.Count > 0) return Plain(questionnaire);
        var (period, commits, value) = sealedPeriods.LastOrDefault(row => row.Period.Questionnaire == questionnaire.Id);
        return period is null || keys?.Open(period, value, commits) is not { } counters ? null : Noisy(questionnaire, period, counters);
    }

    /// <summary>The counters of a period with the variance of their initial noise.</summary>
    internal static Observation Noisy(KnownQuestionnaire questionnaire, Period period, long[] counters)
    {
        var seen = new Observation(questionnaire);
        var cells = new Vocabulary(questionnaire.Newest, period.Noise.Profile).Cells;
        for (var i = 0; i < cells.Length; i++)
        {
            seen.Add(cells[i].Key, counters[i], Observation.Variance(questionnaire, period.Noise, cells[i].Block));
        }

        return seen;
    }

    // The naive build has exact counters, and a missing row means zero.
    private Observation Plain(KnownQuestionnaire questionnaire)
    {
        var newest = plain.Where(row => row.Period.StartsWith(questionnaire.Id, StringComparison.Ordinal)).Max(row => row.Period);
        var seen = Observation.OfNobody(questionnaire);
        foreach (var row in plain.Where(row => row.Period == newest)) seen.Add(row.Cell, row.Value, 0);
        return seen;
    }

    private void Read(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        foreach (var pragma in new[] { "page_count", "freelist_count", "schema_version" })
        {
            features[pragma] = connection.ExecuteScalar<long>("pragma " + pragma);
        }

        var tables = connection.Query<string>("select name from sqlite_master where type = 'table'").ToList();
        foreach (var table in tables)
        {
            features[$"rows of {table}"] = connection.ExecuteScalar<long>($"select count(*) from {table}");
            features[$"last row of {table}"] = connection.ExecuteScalar<long>($"select coalesce(max(rowid), 0) from {table}");
        }

        if (tables.Contains("counter"))
        {
            plain.AddRange(connection.Query<(string, string, long)>("select period, cell, value from counter"));
        }
        else if (tables.Contains("period"))
        {
            // The number of commits follows from the schedule, so the attacker knows it.
            const string Columns = "id, questionnaire, major, span, rho, profile, layout, ring, synthetic";
            var periods = connection.Query<Period>($"select {Columns} from period order by id").ToList();
            var values = connection.Query<(long, byte[])>("select commits, counters from period order by id").ToList();
            sealedPeriods.AddRange(periods.Zip(values, (period, value) => (period, value.Item1, value.Item2)));
            foreach (var (period, commits, value) in sealedPeriods) features[$"length of {period.Id[..^6]}"] = value.Length;
        }
    }
}
