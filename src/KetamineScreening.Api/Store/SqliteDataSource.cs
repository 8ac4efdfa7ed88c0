using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

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

    private const int CannotOpen = 14;

    private readonly SqliteConnectionStringBuilder builder;

    /// <summary>Makes a data source for a connection string. The file need not exist.</summary>
    /// <exception cref="StoreRefusedException">The connection string names no file that can keep a store.</exception>
    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public SqliteDataSource(string connectionString)
    {
        builder = new SqliteConnectionStringBuilder(connectionString);
        if (SqliteConnectionString.ProblemOf(builder) is { } problem) throw new StoreRefusedException(problem);

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

    /// <summary>Creates the file and its folder if they are missing, and marks an empty file as one of this service.</summary>
    public void Create()
    {
        CreateEmpty();
        // An empty file is also what remains when a process ends while it creates the file.
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length > 0) return;
        using var connection = OpenUnchanged();
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma application_id = {ApplicationId}";
        command.ExecuteNonQuery();
    }

    /// <summary>Creates an empty file where it is missing, and checks that this process may write to it and beside it.</summary>
    /// <remarks>A disk that is full or read-only now can recover, and the writer tries again.</remarks>
    /// <exception cref="StoreRefusedException">The user of this process must not write there, or the path cannot exist.</exception>
    public void EnsureWritable()
    {
        try
        {
            CreateEmpty();
            if (!System.IO.File.Exists(File)) return;
            EnsureFolderIsWritable();
            // SQLite opens a file for reading when it must not be written. Opening it in another way would release the locks of SQLite.
            using var connection = OpenUnchanged();
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 1) throw new UnauthorizedAccessException("It can only be read.");
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException
            or PathTooLongException or SqliteException { SqliteErrorCode: CannotOpen })
        {
            throw new StoreRefusedException($"Store:ConnectionString names '{File}', which cannot be written: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or SqliteException)
        {
            // The disk is not available now, or another process holds the file.
        }
    }

    // SQLite creates its journal beside the file.
    private void EnsureFolderIsWritable()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose };
        using var probe = new FileStream(File + ".probe", options);
    }

    private void CreateEmpty()
    {
        if (!MayCreate || System.IO.File.Exists(File)) return;
        OwnerOnly.CreateFolder(Path.GetDirectoryName(File)!);
        OwnerOnly.CreateFile(File);
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
