using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>Opens connections to one SQLite file, set so that nothing deleted or half-done stays behind on disk.</summary>
internal sealed class SqliteDataSource : DbDataSource
{
    /// <summary>Marks a file as ours in its header (the letters KSCR), so that a foreign database is never written to.</summary>
    public const int ApplicationId = 0x4B534352;

    private const string Settings = "pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on; pragma foreign_keys = on; pragma temp_store = memory;";
    private readonly SqliteConnectionStringBuilder builder;

    /// <summary>A source for a connection string; the file need not exist yet.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public SqliteDataSource(string connectionString)
    {
        builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0) throw new ArgumentException("It names no file (Data Source=...).", nameof(connectionString));
        if (builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory) throw new ArgumentException("The store has to be a file.", nameof(connectionString));

        // No pool: a file that was moved away or replaced must be noticed, not written to behind its name.
        builder.Pooling = false;
        builder.DefaultTimeout = Math.Min(builder.DefaultTimeout, 2);
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        MayCreate = builder.Mode == SqliteOpenMode.ReadWriteCreate;
        if (MayCreate) builder.Mode = SqliteOpenMode.ReadWrite;
    }

    /// <summary>The file.</summary>
    public string File => builder.DataSource;

    /// <summary>Whether the file may be made when it is missing at start.</summary>
    public bool MayCreate { get; }

    /// <inheritdoc />
    public override string ConnectionString => builder.ConnectionString;

    /// <summary>Opens the file as it is, without changing any setting of it.</summary>
    public SqliteConnection OpenUnchanged()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Makes an empty file, and its folder, when there is none.</summary>
    public void Create()
    {
        if (!MayCreate || System.IO.File.Exists(File)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma application_id = {ApplicationId}";
        command.ExecuteNonQuery();
    }

    /// <inheritdoc />
    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    /// <inheritdoc />
    protected override DbConnection OpenDbConnection()
    {
        var connection = OpenUnchanged();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The base class would open a connection without the settings above; SQLite has no asynchronous calls anyway.
    /// <inheritdoc />
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }
}
