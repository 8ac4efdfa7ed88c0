using System.Buffers.Binary;
using System.Text;
using KetamineScreening.Api.Periods;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A copy of the folder of the store, every file of it: the database, its journal, whatever else lies there.</summary>
/// <param name="Files">Content by name.</param>
public sealed record StolenCopy(IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Name of the database file.</summary>
    public const string Database = "store.db";

    private const string Journal = Database + "-journal";
    private const string WriteAheadLog = Database + "-wal";
    private const int MostSteps = 12;

    /// <summary>Copies a folder as it lies there, without a lock, as a backup of the volume or a thief does.</summary>
    public static StolenCopy Of(string folder)
    {
        // The journal first: what it holds now is older than the database that is read after it.
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

    /// <summary>Whether the copy caught a commit in the middle.</summary>
    public bool HasJournal => Files.TryGetValue(Journal, out var journal) && journal.AsSpan().ContainsAnyExcept((byte)0);

    /// <summary>How often the database was written to: its header counts the commits.</summary>
    public uint Commits => BinaryPrimitives.ReadUInt32BigEndian(Files[Database].AsSpan(24));

    /// <summary>The open periods, as the database has them.</summary>
    public StoredState Read() => Read(Files);

    /// <summary>Every state of the counters that the files let one see, the oldest first: what a journal undoes, what a log adds step by step.</summary>
    public IEnumerable<StoredState> States()
    {
        if (HasJournal) return [Read(Files), Read(Files.Where(file => file.Key != Journal))];
        if (!Files.TryGetValue(WriteAheadLog, out var log) || log.Length <= 32) return [Read(Files)];

        // A log that ends after a commit is a whole log: so the state after each of the last commits can be read.
        return CommitsOf(log).TakeLast(MostSteps).Select(length => Read(Files.Select(file => file.Key == WriteAheadLog ? new(file.Key, log[..length]) : file)));
    }

    /// <summary>How many different values of one and the same counter lie anywhere in the bytes of all files, at the most.</summary>
    /// <remarks>
    /// Also where no table has its rows any more. A row is a header, the name of the period, that of the counter and the
    /// number. The index of the table looks the same, with the place of the row instead of the number.
    /// </remarks>
    public int ImagesOfOneCounter(Instrument instrument)
    {
        var state = Read();
        if (!state.Strata.TryGetValue(instrument, out var stratum)) return 0;
        var (values, name) = (new Dictionary<string, HashSet<long>>(), Encoding.UTF8.GetBytes(stratum));
        foreach (var bytes in Files.Values)
        {
            for (var at = bytes.AsSpan().IndexOf(name); at >= 0;)
            {
                if (Row(bytes, at, name.Length) is var (cell, value) && state.Places[instrument].TryGetValue(cell, out var place) && value != place)
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

    // The header before the two texts: the types of all three columns; that of a text is 13 + 2 x its length.
    private static (string Cell, long Value)? Row(byte[] bytes, int at, int nameLength)
    {
        if (at < 6) return null;
        var isLong = bytes[at - 3] >= 0x80;
        var type = isLong ? (bytes[at - 3] & 0x7F) << 7 | bytes[at - 2] : bytes[at - 2];
        var nameType = Varint(13 + 2 * nameLength);
        var cellLength = (type - 13) / 2;
        if (type < 13 || type % 2 == 0 || at + nameLength + cellLength + 8 > bytes.Length) return null;
        if (!bytes.AsSpan(0, at - 1 - (isLong ? 2 : 1)).EndsWith(nameType)) return null;
        var cell = Encoding.UTF8.GetString(bytes, at + nameLength, cellLength);
        return Number(bytes, at + nameLength + cellLength, bytes[at - 1]) is { } value ? (cell, value) : null;
    }

    private static byte[] Varint(int number) => number < 0x80 ? [(byte)number] : [(byte)(0x80 | number >> 7), (byte)(number & 0x7F)];

    // A record's last type says how long its last number is: 0 and 1 are in the type itself, 1 to 6 are lengths.
    private static long? Number(byte[] bytes, int at, byte type)
    {
        int[] lengths = [0, 1, 2, 3, 4, 6, 8];
        if (type is 8 or 9) return type - 8;
        if (type is 0 or > 6 || at + lengths[type] > bytes.Length) return null;
        long value = (sbyte)bytes[at];
        for (var i = 1; i < lengths[type]; i++) value = value << 8 | bytes[at + i];
        return value;
    }

    // The log is a header of 32 bytes and then frames: 24 bytes and a page. The second word of a frame is 0 but for the last of a commit.
    private static IEnumerable<int> CommitsOf(byte[] log)
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
            // SQLite itself makes sense of a journal or a log.
            foreach (var (name, bytes) in files.Where(file => !file.Key.EndsWith("-shm", StringComparison.Ordinal))) File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
            return Query(Path.Combine(folder.FullName, Database));
        }
        catch (SqliteException)
        {
            // Torn: copied in the middle of a write.
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

        // The newest of each instrument, which is the one that is open.
        command.CommandText = "select id, questionnaire, rho, cell, value, counter.rowid from counter join stratum on id = stratum where id in (select max(id) from stratum group by questionnaire)";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var instrument = Instrument.All.Single(candidate => candidate.Id == reader.GetString(1));
            if (state.Strata.TryAdd(instrument, reader.GetString(0))) state.Begin(instrument, NoisePolicy.Parse(reader.GetString(2)));
            var value = reader.GetInt64(4);
            state.See(instrument, reader.GetString(3), value < CounterStore.Zero / 2 ? value : value - CounterStore.Zero, reader.GetInt64(5));
        }

        return state;
    }
}

/// <summary>What a database holds of the open periods.</summary>
public sealed class StoredState
{
    private readonly Dictionary<Instrument, Observation> counters = [];
    private readonly Dictionary<(Instrument, Block), double> variances = [];

    /// <summary>Name of the open period of an instrument.</summary>
    public Dictionary<Instrument, string> Strata { get; } = [];

    /// <summary>Place of the row of each counter in its table.</summary>
    public Dictionary<Instrument, Dictionary<string, long>> Places { get; } = [];

    /// <summary>The counters of the open period of an instrument; none when no period is open.</summary>
    public Observation Counters(Instrument instrument) => counters.GetValueOrDefault(instrument, new Observation(instrument));

    internal void Begin(Instrument instrument, NoisePolicy policy)
    {
        (counters[instrument], Places[instrument]) = (new Observation(instrument), []);
        foreach (var block in Enum.GetValues<Block>()) variances[(instrument, block)] = Observation.Variance(instrument, policy, block);

        // A row that is not there yet stands for nobody; the policy says whether there is one for everything.
        foreach (var cell in instrument.Vocabulary.Cells) counters[instrument].See(cell.Key, 0, variances[(instrument, cell.Block)]);
    }

    internal void See(Instrument instrument, string cell, long value, long place)
    {
        Places[instrument][cell] = place;
        if (instrument.TryFind(cell, out var index)) counters[instrument].See(cell, value, variances[(instrument, instrument.Vocabulary.Cells[index].Block)]);
    }
}
