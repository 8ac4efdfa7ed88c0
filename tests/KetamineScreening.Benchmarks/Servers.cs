using System.Globalization;
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
    private ServedLengths? lengths;

    /// <summary>The service with SQLite.</summary>
    public Task<Target> Sqlite() => Variant(SqliteName, []);

    /// <summary>The folder of the database of <see cref="Sqlite"/>.</summary>
    public string StoreFolder => ServiceProcess.StoreFolder(Folder(SqliteName));

    /// <summary>Whether there is a second published service.</summary>
    public bool HasOther => other is not null;

    /// <summary>The second published service with SQLite.</summary>
    public Task<Target> Other() => Once("other build", name => ServiceProcess.Start(
        name, other, ServiceProcess.WithoutLimits(ServiceProcess.SettingsIn(Folder(name)))));

    /// <summary>The service with its own PostgreSQL server.</summary>
    public Task<Target> PostgreSql() => Node(1);

    /// <summary>One of several nodes on the same database of the PostgreSQL server.</summary>
    public Task<Target> Node(int number) => Once($"ours, PostgreSQL, node {Number(number)}", async name =>
    {
        postgres ??= await PostgresServer.StartAsync();
        var settings = ServiceProcess.WithoutLimits(ServiceProcess.SettingsIn(Folder("nodes")));
        settings["Store__Provider"] = Databases.PostgreSql;
        settings["Store__ConnectionString"] = postgres.Database("benchmark");
        return await ServiceProcess.Start(name, executable, settings);
    });

    /// <summary>The service with a second, artificial language.</summary>
    public Task<Target> TwoLanguages() =>
        Variant("ours, two languages", new() { ["Content__Path"] = twoLanguages.Value.Path });

    /// <summary>The service with SQLite and other settings.</summary>
    /// <param name="name">Name of the server.</param>
    /// <param name="settings">The settings, as environment variables.</param>
    public Task<Target> Variant(string name, Dictionary<string, string> settings) => Once(name, started =>
    {
        var all = ServiceProcess.WithoutLimits(ServiceProcess.SettingsIn(Folder(started)));
        foreach (var (key, value) in settings) all[key] = value;
        return ServiceProcess.Start(started, executable, all);
    });

    /// <summary>What the service sends, which the references follow.</summary>
    public async Task<ServedLengths> Lengths() => lengths ??= await ServedLengths.Of(await Sqlite());

    /// <summary>An ordinary minimal API with typed objects; its responses are as long as those of the service.</summary>
    public Task<Target> Echo() => Sized("echo", "echo", lengths => lengths.Padded);

    /// <summary>The same API with responses as long as those of the FHIR operation <c>$score</c>.</summary>
    public Task<Target> LongEcho() => Sized("echo, long", "echo", lengths => lengths.Fhir);

    /// <summary>The same API with responses as long as those of the service without padding.</summary>
    public Task<Target> EchoPlain() => Sized("echo-plain", "echo", lengths => lengths.Plain);

    /// <summary>The same API, which returns the body of the request and nothing else.</summary>
    public Task<Target> EchoBody() => Sized("echo-body", "echo", lengths => lengths.Padded.ToDictionary(length => length.Key, _ => 0));

    /// <summary>The echo as an ordinary endpoint of FastEndpoints.</summary>
    public Task<Target> FastEndpoints() => Sized("fastendpoints", "fastendpoints", lengths => lengths.Padded);

    /// <summary>Receives a body without parsing it and sends stored bytes.</summary>
    public Task<Target> Raw() => Sized("echoraw", "echoraw", lengths => lengths.Padded);

    /// <summary>The same as an endpoint of FastEndpoints, with all settings of the service for the framework but one.</summary>
    /// <param name="without">The setting that is left out; empty for none.</param>
    public Task<Target> Bare(string without) => Once($"bare, without {without}", async name => await Reference(
        name, "bare", References.Bare.Argument(ServedLengths.Write((await Lengths()).Padded), without)));

    /// <summary>Sends stored bytes: as many as a questionnaire has in one of its codings, or a short text.</summary>
    public Task<Target> Stored() => Once("stored", async name =>
    {
        var served = await Lengths();
        var all = new[] { served.Document, served.Brotli, served.Gzip }.Select(one => Number(one.Length));
        return await Reference(name, "stored", string.Join(',', all));
    });

    /// <summary>Serves the widget's files with the static files and the response compression of the framework.</summary>
    public Task<Target> StaticFiles() =>
        Once("static files", name => Reference(name, "static", Path.Combine(AppContext.BaseDirectory, "wwwroot")));

    /// <summary>A plain back end that stores every answer.</summary>
    public Task<Target> Survey() => Once("survey", name => Reference(name, "survey", Path.Combine(Folder(name), "survey.db")));

    /// <summary>An ordinary Node service with responses as long as those of the service.</summary>
    public Task<Target> NodeEcho() => Once("node echo", async name => await Target.Start(
        name,
        "node",
        [Path.Combine(AppContext.BaseDirectory, "References/echo.mjs"), ServedLengths.Write((await Lengths()).Padded)]));

    /// <summary>A running survey back end.</summary>
    public Task<Target> Attach(Peer peer) => Once("peer", _ => Task.FromResult(Target.Attach(peer.Name, peer.Address, peer.ProcessId)));

    /// <summary>A folder that is deleted at the end.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, name.Replace(' ', '-'))).FullName;

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

    private Task<Target> Sized(string name, string kind, Func<ServedLengths, IReadOnlyDictionary<string, int>> of) =>
        Once(name, async started => await Reference(started, kind, ServedLengths.Write(of(await Lengths()))));

    private static Task<Target> Reference(string name, string kind, string argument) =>
        Target.Start(name, "dotnet", [typeof(Servers).Assembly.Location, "serve", kind, argument]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
