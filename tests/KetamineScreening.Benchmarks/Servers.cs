using KetamineScreening.Api.Http;
using System.Globalization;
using KetamineScreening.Api.Fhir.Results;
using KetamineScreening.Api.Store;
using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>The service and the references, each started on first use.</summary>
/// <param name="executable">Executable of a published service; null for the built one.</param>
/// <param name="other">Executable of a second published service to compare with; null for none.</param>
internal sealed class Servers(string? executable, string? other) : IAsyncDisposable
{
    /// <summary>Name of the service with SQLite.</summary>
    public const string SqliteName = "ours, SQLite";

    private readonly string folder = Directory.CreateTempSubdirectory("benchmark-").FullName;
    private readonly Dictionary<string, Target> started = [];
    private readonly Lazy<ContentFolder> twoLanguages = new(ContentFolder.WithLanguageXx);
    private PostgresServer? postgres;

    /// <summary>The service with SQLite.</summary>
    public Task<Target> Sqlite() => Once(SqliteName, name => Service(name, StoreFolder));

    /// <summary>Whether there is a second published service.</summary>
    public bool HasOther => other is not null;

    /// <summary>The second published service with SQLite.</summary>
    public Task<Target> Other() => Once("other build", NewOther);

    /// <summary>Starts another instance of the second published service.</summary>
    public Task<Target> NewOther(string name) =>
        StartService(
            name, new() { ["Store__ConnectionString"] = $"Data Source={Folder(Guid.NewGuid().ToString("N"))}/store.db" }, other);

    /// <summary>The service with its own PostgreSQL server.</summary>
    public Task<Target> PostgreSql() => Once("ours, PostgreSQL", async name =>
    {
        postgres ??= await PostgresServer.StartAsync();
        return await Service(name, new()
        {
            ["Store__Provider"] = Databases.PostgreSql,
            ["Store__ConnectionString"] = postgres.Database("benchmark"),
        });
    });

    /// <summary>The service with a second, artificial language.</summary>
    public Task<Target> TwoLanguages() =>
        Once("ours, two languages", name => Service(name, Folder("two-languages"), twoLanguages.Value.Path));

    /// <summary>An ordinary minimal API with typed objects; its responses are as long as those of the service.</summary>
    public Task<Target> Echo() => Once("echo", name => Reference(name, "echo", Number(PaddedResult.Block)));

    /// <summary>The same API with responses as long as those of the FHIR operation <c>$score</c>.</summary>
    public Task<Target> LongEcho() => Once("echo, long", name => Reference(name, "echo", Number(ScoreQuestionnaireResponse.Block)));

    /// <summary>The same API with responses as long as those of the service without padding.</summary>
    public Task<Target> ShortEcho() => Once("echo, short", name => Reference(name, "echo", Number(Parts.MeanResult)));

    /// <summary>Receives a body without parsing it and sends stored bytes.</summary>
    public Task<Target> Raw() => Once("echoraw", name => Reference(name, "echoraw", Number(PaddedResult.Block)));

    /// <summary>Sends stored bytes: as many as a questionnaire has, or a short text.</summary>
    public Task<Target> Plaintext() => Once("plaintext", name => Reference(name, "plaintext", Number(Parts.Document.Length)));

    /// <summary>Serves the widget's files with the static files and the response compression of the framework.</summary>
    public Task<Target> StaticFiles() =>
        Once("static files", name => Reference(name, "static", Path.Combine(AppContext.BaseDirectory, "wwwroot")));

    /// <summary>A plain back end that stores every answer.</summary>
    public Task<Target> Survey() => Once("survey", name => Reference(name, "survey", Path.Combine(Folder("survey"), "survey.db")));

    /// <summary>An ordinary Node service with responses as long as those of the service.</summary>
    public Task<Target> Node() => Once("node echo", name => Target.Start(
        name, "node", [Path.Combine(AppContext.BaseDirectory, "References/echo.mjs"), Number(PaddedResult.Block)]));

    /// <summary>Folder of the database of <see cref="Sqlite"/>.</summary>
    public string StoreFolder => Folder("sqlite");

    /// <summary>A folder that is deleted at the end.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    /// <summary>Starts the service with SQLite in a folder.</summary>
    public Task<Target> Service(string name, string storeFolder, string? content = null)
    {
        var settings = new Dictionary<string, string> { ["Store__ConnectionString"] = $"Data Source={storeFolder}/store.db" };
        if (content is not null) settings["Content__Path"] = content;
        return Service(name, settings);
    }

    /// <summary>Starts the service with default settings.</summary>
    public Task<Target> WithDefaults(string name) => Start(
        name,
        new() { ["Store__ConnectionString"] = $"Data Source={Folder("defaults")}/store.db" },
        executable);

    /// <summary>Starts another instance of the echo.</summary>
    public static Task<Target> NewEcho() => Reference("echo", "echo", Number(PaddedResult.Block));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var server in started.Values) server.Dispose();
        if (postgres is not null) await postgres.DisposeAsync();
        if (twoLanguages.IsValueCreated) twoLanguages.Value.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Target> Once(string name, Func<string, Task<Target>> start)
    {
        if (!started.TryGetValue(name, out var target)) started[name] = target = await start(name);
        return target;
    }

    private Task<Target> Service(string name, Dictionary<string, string> settings) => StartService(name, settings, executable);

    private Task<Target> StartService(string name, Dictionary<string, string> settings, string? executable)
    {
        // Default settings without limits, because the whole load comes from one address.
        settings["Contributions__PerNetworkPerDay"] = "0";
        settings["RateLimits__RequestsPerMinute"] = "0";
        return Start(name, settings, executable);
    }

    private Task<Target> Start(string name, Dictionary<string, string> settings, string? executable)
    {
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        settings["Keys__Path"] = Folder($"keys-{Guid.NewGuid():N}");
        const string FirstPath = "/health/ready";
        return executable is null
            ? Target.Start(name, "dotnet", [typeof(PaddedResult).Assembly.Location], settings, FirstPath)
            : Target.Start(name, executable, [], settings, FirstPath);
    }

    private static Task<Target> Reference(string name, string kind, string argument) =>
        Target.Start(name, "dotnet", [typeof(Servers).Assembly.Location, "serve", kind, argument]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
