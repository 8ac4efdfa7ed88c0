using System.Buffers.Binary;
using System.Text;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A copy of every file in the database folder: the database, its journal or log, and any other file.</summary>
/// <param name="Files">Content by file name.</param>
public sealed record StolenCopy(IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Name of the database file.</summary>
    public const string Database = "store.db";

    private const string Journal = Database + "-journal";
    private const string WriteAheadLog = Database + "-wal";
    private const int MaxStates = 12;

    /// <summary>Copies a folder without a lock, as a backup of the volume or a thief does.</summary>
    public static StolenCopy Of(string folder)
    {
        // The journal is read first, so that it is never newer than the database.
        var names = Directory.GetFiles(folder).OrderBy(name => name.EndsWith(Journal, StringComparison.Ordinal) ? 0 : 1).ToList();
        return new StolenCopy(names.ToDictionary(name => Path.GetFileName(name), Read));

        static byte[] Read(string file)
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var content = new MemoryStream();
                stream.CopyTo(content);
                return content.ToArray();
            }
            catch (FileNotFoundException)
            {
                return [];
            }
        }
    }

    /// <summary>Whether the copy was taken during a commit.</summary>
    public bool HasJournal => Files.TryGetValue(Journal, out var journal) && journal.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>Number of commits, as counted in the header of the database.</summary>
    public uint Commits => BinaryPrimitives.ReadUInt32BigEndian(Files[Database].AsSpan(24));

    /// <summary>The open periods in the database.</summary>
    public StoredState Read() => Read(Files);

    /// <summary>Every state of the counters that a rollback journal or a write-ahead log reveals, oldest first.</summary>
    public IEnumerable<StoredState> States()
    {
        if (HasJournal) return [Read(Files), Read(Files.Where(file => file.Key != Journal))];
        if (!Files.TryGetValue(WriteAheadLog, out var log) || log.Length <= 32) return [Read(Files)];

        // A log truncated after a commit is valid, so the state after each of the last commits can be read.
        return CommitEnds(log).TakeLast(MaxStates).Select(length =>
            Read(Files.Select(file => file.Key == WriteAheadLog ? new(file.Key, log[..length]) : file)));
    }

    /// <summary>Largest number of different values of one counter found anywhere in the bytes of all files.</summary>
    /// <remarks>
    /// Free pages are searched too. A row consists of a header, the id of the period, the key of the counter and its value. An
    /// entry of the index has the same form with the row id instead of the value, so row ids are excluded.
    /// </remarks>
    public int MaxValuesPerCounter(KnownQuestionnaire questionnaire)
    {
        var state = Read();
        if (!state.PeriodIds.TryGetValue(questionnaire, out var period)) return 0;
        var (values, name) = (new Dictionary<string, HashSet<long>>(), Encoding.UTF8.GetBytes(period));
        foreach (var bytes in Files.Values)
        {
            for (var at = bytes.AsSpan().IndexOf(name); at >= 0;)
            {
                if (ParseRow(bytes, at, name.Length) is var (cell, value)
                    && state.RowIds[questionnaire].TryGetValue(cell, out var rowId)
                    && value != rowId)
                {
                    if (!values.TryGetValue(cell, out var all)) values[cell] = all = [];
                    all.Add(value);
                }

                var next = bytes.AsSpan(at + 1).IndexOf(name);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return values.Values.Max(all => all.Count);
    }

    // The record header before the two texts contains the types of the three columns; the type of a text is 13 + 2 x its length.
    private static (string Cell, long Value)? ParseRow(byte[] bytes, int at, int nameLength)
    {
        if (at < 6) return null;
        var isLong = bytes[at - 3] >= 0x80;
        var type = isLong ? (bytes[at - 3] & 0x7F) << 7 | bytes[at - 2] : bytes[at - 2];
        var nameType = Varint(13 + 2 * nameLength);
        var cellLength = (type - 13) / 2;
        if (type < 13 || type % 2 == 0 || at + nameLength + cellLength + 8 > bytes.Length) return null;
        if (!bytes.AsSpan(0, at - 1 - (isLong ? 2 : 1)).EndsWith(nameType)) return null;
        var cell = Encoding.UTF8.GetString(bytes, at + nameLength, cellLength);
        return ParseInteger(bytes, at + nameLength + cellLength, bytes[at - 1]) is { } value ? (cell, value) : null;
    }

    private static byte[] Varint(int number) =>
        number < 0x80 ? [(byte)number] : [(byte)(0x80 | number >> 7), (byte)(number & 0x7F)];

    // The column type of an integer: 8 and 9 stand for the values 0 and 1, the types 1 to 6 give the length in bytes.
    private static long? ParseInteger(byte[] bytes, int at, byte type)
    {
        int[] lengths = [0, 1, 2, 3, 4, 6, 8];
        if (type is 8 or 9) return type - 8;
        if (type is 0 or > 6 || at + lengths[type] > bytes.Length) return null;
        long value = (sbyte)bytes[at];
        for (var i = 1; i < lengths[type]; i++) value = value << 8 | bytes[at + i];
        return value;
    }

    // A log has a header of 32 bytes and frames of 24 bytes and one page. The second word of a frame is 0 except for the last
    // frame of a commit.
    private static IEnumerable<int> CommitEnds(byte[] log)
    {
        var frame = 24 + (int)BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(8));
        for (var at = 32; at + frame <= log.Length; at += frame)
        {
            if (BinaryPrimitives.ReadUInt32BigEndian(log.AsSpan(at + 4)) != 0) yield return at + frame;
        }
    }

    private static StoredState Read(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
        try
        {
            // SQLite itself applies a journal or a log when the database is opened.
            foreach (var (name, bytes) in files.Where(file => !file.Key.EndsWith("-shm", StringComparison.Ordinal)))
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            }

            return Query(Path.Combine(folder.FullName, Database));
        }
        catch (SqliteException)
        {
            // The copy was taken during a write and is not a valid database.
            return new StoredState();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static StoredState Query(string file)
    {
        var state = new StoredState();
        if (!File.Exists(file)) return state;
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from sqlite_master where name in ('counter', 'stratum', 'writer')";
        if ((long)command.ExecuteScalar()! < 3) return state;

        // The newest period of each questionnaire is the open one.
        command.CommandText = """
            select id, questionnaire, rho, cell, value, counter.rowid
            from counter join stratum on id = stratum
            where id in (select max(id) from stratum group by questionnaire)
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var questionnaire = KnownQuestionnaire.All.Single(candidate => candidate.Id == reader.GetString(1));
            if (state.PeriodIds.TryAdd(questionnaire, reader.GetString(0)))
            {
                state.AddPeriod(questionnaire, NoisePolicy.Parse(reader.GetString(2)));
            }

            var value = reader.GetInt64(4);
            if (value >= CounterStore.Zero / 2) value -= CounterStore.Zero;
            state.AddCounter(questionnaire, reader.GetString(3), value, reader.GetInt64(5));
        }

        return state;
    }
}

/// <summary>The counters of the open periods in a database.</summary>
public sealed class StoredState
{
    private readonly Dictionary<KnownQuestionnaire, Observation> counters = [];
    private readonly Dictionary<(KnownQuestionnaire, Block), double> variances = [];

    /// <summary>Id of the open period of each questionnaire.</summary>
    public Dictionary<KnownQuestionnaire, string> PeriodIds { get; } = [];

    /// <summary>Row id of each counter by its key.</summary>
    public Dictionary<KnownQuestionnaire, Dictionary<string, long>> RowIds { get; } = [];

    /// <summary>The counters of the open period of a questionnaire; empty when no period is open.</summary>
    public Observation Counters(KnownQuestionnaire questionnaire) =>
        counters.GetValueOrDefault(questionnaire, new Observation(questionnaire));

    internal void AddPeriod(KnownQuestionnaire questionnaire, NoisePolicy policy)
    {
        (counters[questionnaire], RowIds[questionnaire]) = (new Observation(questionnaire), []);
        foreach (var block in Enum.GetValues<Block>())
        {
            variances[(questionnaire, block)] = Observation.Variance(questionnaire, policy, block);
        }

        // A missing row means a count of zero, as on the naive build.
        foreach (var cell in questionnaire.Vocabulary.Cells)
        {
            counters[questionnaire].Add(cell.Key, 0, variances[(questionnaire, cell.Block)]);
        }
    }

    internal void AddCounter(KnownQuestionnaire questionnaire, string cell, long value, long rowId)
    {
        RowIds[questionnaire][cell] = rowId;
        if (!questionnaire.TryFind(cell, out var index)) return;
        counters[questionnaire].Add(cell, value, variances[(questionnaire, questionnaire.Vocabulary.Cells[index].Block)]);
    }
}
