using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>A PostgreSQL server in a temporary folder, on a Unix socket. It needs root, to start as another user.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartForAllAsync, LazyThreadSafetyMode.ExecutionAndPublication);

    private readonly Process process;

    private readonly string port;

    private PostgresServer(string folder, Process process, IReadOnlyList<string> settings)
    {
        (Folder, this.process) = (folder, process);
        port = settings.SingleOrDefault(setting => setting.StartsWith("port=", StringComparison.Ordinal)) ?? "port=5432";
    }

    /// <summary>Folder of its socket and data.</summary>
    public string Folder { get; }

    /// <summary>Whether this machine has what it needs.</summary>
    public static bool CanStart => Programs is not null && Environment.UserName == "root";

    /// <summary>The server that all tests share which use a database of their own.</summary>
    public static PostgresServer Common => Shared.Value.GetAwaiter().GetResult();

    private static string? Programs => !Directory.Exists("/usr/lib/postgresql") ? null : Directory.GetDirectories("/usr/lib/postgresql")
        .Select(version => Path.Combine(version, "bin"))
        .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
        .MaxBy(folder => int.Parse(Path.GetFileName(Path.GetDirectoryName(folder)!), CultureInfo.InvariantCulture));

    /// <summary>Starts a server with settings such as <c>synchronous_commit=on</c>.</summary>
    public static async Task<PostgresServer> StartAsync(params IReadOnlyList<string> settings)
    {
        NeedsPrograms();
        var folder = NewFolder();
        await Run("initdb", "-D", Path.Combine(folder, "data"), "-U", "app", "-A", "trust", "-E", "UTF8", "--no-locale", "-N");
        return await Serve(folder, settings);
    }

    /// <summary>Starts a standby of this server, which follows it through a replication slot.</summary>
    public async Task<PostgresServer> FollowAsync(string name, params IReadOnlyList<string> settings)
    {
        var folder = NewFolder();
        await Run("pg_basebackup", "-D", Path.Combine(folder, "data"), "-h", Folder, "-U", "app", "-R", "-X", "stream", "-C", "-S", name);
        return await Serve(folder, [.. settings, $"primary_conninfo=host={Folder} user=app application_name={name}"]);
    }

    /// <summary>Connection string of a database, which is made when there is none.</summary>
    public string Database(string name)
    {
        using var connection = new NpgsqlConnection(Address("postgres") + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"select 1 from pg_database where datname = '{name}'", connection);
        if (command.ExecuteScalar() is null)
        {
            command.CommandText = $"create database \"{name}\"";
            command.ExecuteNonQuery();
        }

        return Address(name);
    }

    /// <summary>Dumps the data of a database as text.</summary>
    public Task<string> DumpAsync(string connection) => Run(
        "pg_dump", "--data-only", "-h", Folder, "-U", "app", new NpgsqlConnectionStringBuilder(connection).Database!);

    /// <summary>Runs a script of psql as the superuser.</summary>
    public async Task ScriptAsync(string script)
    {
        var file = Path.Combine(Folder, "script.sql");
        await File.WriteAllTextAsync(file, script);
        await Run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", $"host={Folder} {port} user=app dbname=postgres", "-f", file);
    }

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => Run("pg_ctl", "promote", "-w", "-D", Path.Combine(Folder, "data"));

    /// <summary>Sends a signal to the server and all of its processes, such as <c>KILL</c>, <c>STOP</c> or <c>CONT</c>.</summary>
    public void Signal(string signal)
    {
        var kill = new ProcessStartInfo("pkill", [$"-{signal}", "-P", $"{process.Id}"]) { UseShellExecute = false };
        using var children = Process.Start(kill)!;
        using var parent = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { UseShellExecute = false })!;
        children.WaitForExit();
        parent.WaitForExit();
    }

    /// <summary>Starts it again on its data.</summary>
    public async Task<PostgresServer> RestartAsync(params IReadOnlyList<string> settings)
    {
        await process.WaitForExitAsync();

        // The processes of a killed server hold its memory until each of them has ended.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await Serve(Folder, settings);
            }
            catch (InvalidOperationException refusal)
                when (refusal.Message.Contains("shared memory", StringComparison.Ordinal) && attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Signal("CONT");
            Signal("QUIT");
            await process.WaitForExitAsync();
        }

        process.Dispose();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static async Task<PostgresServer> StartForAllAsync()
    {
        var server = await StartAsync("fsync=off");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait();
        return server;
    }

    private static void NeedsPrograms()
    {
        Requirement.Needs(Programs is not null, "The PostgreSQL server is missing.");
        Requirement.Needs(Environment.UserName == "root", "Only root can start PostgreSQL as another user.");
    }

    // Short, since the address of a socket must be.
    private static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("ks-pg-").FullName;
        using var owned = Process.Start(new ProcessStartInfo("chown", [User, folder]) { UseShellExecute = false })!;
        owned.WaitForExit();
        return folder;
    }

    private static async Task<PostgresServer> Serve(string folder, IReadOnlyList<string> settings)
    {
        List<string> all = ["listen_addresses=", "max_connections=200", .. settings];
        string[] arguments = ["-D", Path.Combine(folder, "data"), "-k", folder, .. all.Select(setting => $"--{setting}")];
        var started = Process.Start(As("postgres", arguments))!;
        var log = started.StandardError.ReadToEndAsync();
        _ = started.StandardOutput.ReadToEndAsync();
        var server = new PostgresServer(folder, started, settings);
        for (var wait = 0; !await server.AnswersAsync(); wait++)
        {
            if (started.HasExited) throw new InvalidOperationException("PostgreSQL did not start: " + await log);
            if (wait > 300) throw new InvalidOperationException("PostgreSQL did not start in time.");
            await Task.Delay(100);
        }

        return server;
    }

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

    /// <summary>Connection string of a database that there is.</summary>
    public string Address(string database) => $"Host={Folder};{port};Username=app;Database={database}";

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var run = Process.Start(As(program, arguments))!;
        var output = run.StandardOutput.ReadToEndAsync();
        var errors = run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        return run.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await output}{await errors}");
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
