using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using KetamineScreening.Attacks.Knowledge;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KetamineScreening.Attacks.Targets;

/// <summary>Exact counters, one row each, and one transaction per screening.</summary>
internal sealed class NaiveCounters : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly DbConnection connection;

    /// <summary>Creates the tables.</summary>
    /// <param name="file">Path of the SQLite file.</param>
    /// <param name="postgres">Connection string of a PostgreSQL database; null for SQLite.</param>
    public NaiveCounters(string file, string? postgres)
    {
        connection = postgres is null ? new SqliteConnection($"Data Source={file};Pooling=False") : new NpgsqlConnection(postgres);
        connection.Open();
        if (postgres is null) connection.Execute("pragma journal_mode = wal; pragma synchronous = normal");
        connection.Execute("""
            create table if not exists counter
                (period text not null, cell text not null, value bigint not null, primary key (period, cell))
            """);
    }

    /// <summary>Adds a screening.</summary>
    public void Add(string period, KnownQuestionnaire questionnaire, long[] vector)
    {
        const string Add = """
            insert into counter values (@period, @Key, @Value)
            on conflict (period, cell) do update set value = counter.value + @Value
            """;
        var changes = questionnaire.Vocabulary.Cells.Zip(vector)
            .Where(entry => entry.Second != 0)
            .Select(entry => new { period, entry.First.Key, Value = entry.Second });
        lock (gate)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Add, changes, transaction);
            transaction.Commit();
        }
    }

    /// <summary>Periods with counters.</summary>
    public IReadOnlyList<string> Periods()
    {
        lock (gate) return [.. connection.Query<string>("select distinct period from counter order by period")];
    }

    /// <summary>All counters of a period as text, for the live export.</summary>
    public string Export(string period, KnownQuestionnaire questionnaire)
    {
        var counters = Read(period);
        return "cell,count\n" + string.Concat(questionnaire.Vocabulary.Cells.Select(cell =>
            string.Create(CultureInfo.InvariantCulture, $"{cell.Key},{counters.GetValueOrDefault(cell.Key)}\n")));
    }

    /// <summary>A table of a release; null when there is none of that name.</summary>
    public string? Table(string period, KnownQuestionnaire questionnaire, string file)
    {
        var (block, columns) = file switch
        {
            "item_options.csv" => ("options", "item,option,count"),
            "score_histogram.csv" => ("score", "audience,score_from,score_to,count"),
            "bands.csv" => ("bands", "audience,band,count"),
            "groups.csv" => ("groups", "age_band,gender,band,count"),
            "flags.csv" => ("flags", "flag,count"),
            "moments.csv" => ("moments", "kind,item_a,item_b,value"),
            _ => ("", ""),
        };
        if (block.Length == 0) return null;
        var (text, counters) = (new StringBuilder(columns + ",sd_noise\n"), Read(period));
        foreach (var cell in questionnaire.Vocabulary.Cells.Where(cell => cell.Key.StartsWith(block + "/", StringComparison.Ordinal)))
        {
            var names = cell.Key.Split('/').Skip(1).ToList();
            if (block == "score") names = [names[0], .. names[1].Split('-')];
            if (block == "moments") names = [.. names.Concat(["", ""]).Take(3)];
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', names)},{counters.GetValueOrDefault(cell.Key)},0\n");
        }

        return text.ToString();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private Dictionary<string, long> Read(string period)
    {
        lock (gate)
        {
            return connection.Query<(string Cell, long Value)>("select cell, value from counter where period = @period", new { period })
                .ToDictionary(row => row.Cell, row => row.Value);
        }
    }
}
