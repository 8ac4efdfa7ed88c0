using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Store;

/// <summary>Opens connections to one SQLite file, with settings that leave no deleted or uncommitted data on disk.</summary>
internal sealed class SqliteDataSource : DbDataSource
{
    /// <summary>Application id in the header of the file (the letters KSCR). Files of other programs are never written to.</summary>
    public const int ApplicationId = 0x4B534352;

    private const string Settings = """
        pragma journal_mode = truncate;
        pragma synchronous = full;
        pragma secure_delete = on;
        pragma foreign_keys = on;
        pragma temp_store = memory;
        """;

    private readonly SqliteConnectionStringBuilder builder;

    /// <summary>Makes a data source for a connection string. The file need not exist.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    public SqliteDataSource(string connectionString)
    {
        builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource.Length == 0) throw new ArgumentException("It names no file (Data Source=...).", nameof(connectionString));
        if (builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory)
        {
            throw new ArgumentException("The store has to be a file.", nameof(connectionString));
        }

        // Without a pool, a file that was moved or replaced is noticed instead of written to.
        builder.Pooling = false;
        builder.DefaultTimeout = Math.Min(builder.DefaultTimeout, 2);
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        MayCreate = builder.Mode == SqliteOpenMode.ReadWriteCreate;
        if (MayCreate) builder.Mode = SqliteOpenMode.ReadWrite;
    }

    /// <summary>Full path of the file.</summary>
    public string File => builder.DataSource;

    /// <summary>Whether a missing file may be created.</summary>
    public bool MayCreate { get; }

    /// <inheritdoc />
    public override string ConnectionString => builder.ConnectionString;

    /// <summary>Opens the file without applying the settings.</summary>
    public SqliteConnection OpenUnchanged()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Creates an empty file and its folder if the file is missing.</summary>
    public void Create()
    {
        if (!MayCreate || System.IO.File.Exists(File)) return;
        OwnerOnly.CreateFolder(Path.GetDirectoryName(File)!);
        OwnerOnly.CreateFile(File);
        var creating = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate };
        using var connection = new SqliteConnection(creating.ConnectionString);
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

    // The base class would open a connection without the settings. SQLite has no asynchronous I/O.
    /// <inheritdoc />
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }
}
