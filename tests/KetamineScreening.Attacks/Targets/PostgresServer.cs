using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A PostgreSQL server in a temporary folder, on a Unix socket. It needs root, to start as another user.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private const string Client = "app";

    private readonly DirectoryInfo folder;
    private readonly Process process;
    private int databases;

    private PostgresServer(DirectoryInfo folder, Process process) => (this.folder, this.process) = (folder, process);

    /// <summary>Whether this machine has what it needs.</summary>
    public static bool CanStart => Programs is not null && Environment.UserName == "root";

    /// <summary>Folder of the data files.</summary>
    public string Data => Path.Combine(folder.FullName, "data");

    /// <summary>Path of the Unix socket.</summary>
    public string Socket => Path.Combine(folder.FullName, ".s.PGSQL.5432");

    private static string? Programs => !Directory.Exists("/usr/lib/postgresql") ? null : Directory.GetDirectories("/usr/lib/postgresql")
        .Select(version => Path.Combine(version, "bin"))
        .Where(programs => File.Exists(Path.Combine(programs, "initdb")))
        .MaxBy(programs => int.Parse(Path.GetFileName(Path.GetDirectoryName(programs)!), CultureInfo.InvariantCulture));

    /// <summary>Starts a server.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var made = Directory.CreateTempSubdirectory("ks-pg-");
        using (var owner = Process.Start("chown", [User, made.FullName])) await owner.WaitForExitAsync();
        var data = Path.Combine(made.FullName, "data");
        await RunAsync("initdb", "-D", data, "-U", Client, "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        string[] arguments =
            ["-D", data, "-k", made.FullName, "--listen_addresses=", "--fsync=off", "--max_connections=200", "--shared_buffers=16MB"];
        var server = new PostgresServer(made, Process.Start(As("postgres", arguments))!);
        _ = server.process.StandardError.ReadToEndAsync();
        _ = server.process.StandardOutput.ReadToEndAsync();
        for (var wait = 0; !await server.AnswersAsync(); wait++)
        {
            if (wait > 300 || server.process.HasExited) throw new InvalidOperationException("PostgreSQL did not start.");
            await Task.Delay(100);
        }

        return server;
    }

    /// <summary>Connection string of a new database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"attack{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(Address("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return Address(name);
    }

    /// <summary>Dumps the data of a database as text.</summary>
    public async Task<string> DumpAsync(string connection)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        return await RunAsync("pg_dump", "--data-only", "-h", folder.FullName, "-U", Client, database);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        using (var stop = Process.Start("kill", ["-QUIT", $"{process.Id}"])) await stop.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private string Address(string database) => $"Host={folder.FullName};Username={Client};Database={database}";

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(Address("postgres") + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var run = Process.Start(As(program, arguments))!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        return run.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await errors}");
    }

    private static ProcessStartInfo As(string program, IEnumerable<string> arguments) =>
        new("setpriv", [$"--reuid={User}", $"--regid={User}", "--clear-groups", Path.Combine(Programs!, program), .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
}
