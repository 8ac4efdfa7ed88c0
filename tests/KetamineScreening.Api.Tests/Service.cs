using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Periods;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests;

/// <summary>The real service on Kestrel with a store of its own; tests call it over HTTP.</summary>
public class Service : IAsyncDisposable
{
    private readonly Factory factory;
    private readonly bool ownsFolder;

    /// <summary>
    /// Starts the service with settings such as <c>["Privacy:Rho"] = "0.5"</c>. Limits per network are off unless the
    /// settings contain them.
    /// </summary>
    /// <param name="settings">Settings by key.</param>
    /// <param name="time">The clock; the system clock if null.</param>
    /// <param name="environment">Name of the hosting environment.</param>
    /// <param name="folder">Folder of the store; a new temporary folder if null.</param>
    /// <param name="noise">Whether counters start with noise, as always in production; values can be compared exactly without it.</param>
    /// <param name="configure">Registers additional services in the host.</param>
    public Service(
        IReadOnlyDictionary<string, string>? settings = null,
        TimeProvider? time = null,
        string environment = "Production",
        string? folder = null,
        bool noise = false,
        Action<IServiceCollection>? configure = null)
    {
        Clock = time as FakeTimeProvider;
        Folder = folder ?? Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
        ownsFolder = folder is null;
        factory = new Factory(this, settings ?? new Dictionary<string, string>(), time, environment, noise, configure);
        factory.UseKestrel();
        factory.StartServer();
        factory.CreateClient().Dispose();
        Http = Client();
        Keys = Services.GetRequiredService<KeyOptions>().Path;
        // The service starts before its store is ready; tests that read the store need it to be ready.
        var writer = Services.GetRequiredService<ContributionWriter>();
        SpinWait.SpinUntil(() => writer.Turns > 0 || writer.IsStoreFailing, Wait.Limit);
    }

    /// <summary>The fake clock of the service; null if it uses the system clock.</summary>
    public FakeTimeProvider? Clock { get; }

    /// <summary>HTTP client with the base address of the service.</summary>
    public HttpClient Http { get; }

    /// <summary>The service provider, for tests of conventions; all other tests use HTTP.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Folder that contains only the store.</summary>
    public string Folder { get; }

    /// <summary>Path of the SQLite file.</summary>
    public string StoreFile => Path.Combine(Folder, "store.db");

    /// <summary>Folder of the keys of open periods.</summary>
    public string Keys { get; }

    /// <summary>Everything that the service has logged.</summary>
    public LogText Log { get; } = new();

    /// <summary>Creates another HTTP client, with its own connections.</summary>
    public HttpClient Client() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory.ClientOptions.BaseAddress };

    /// <summary>Posts a JSON body to the screenings of a questionnaire.</summary>
    public Task<HttpResponseMessage> Post(string questionnaire, string body, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{questionnaire}/screenings")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        change?.Invoke(request);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts answers, asserts success and returns the result.</summary>
    public async Task<JsonNode> Screen(
        string questionnaire,
        IReadOnlyDictionary<string, string> answers,
        bool contribute = false,
        Action<HttpRequestMessage>? change = null)
    {
        using var response = await Post(questionnaire, Some.Body(answers, contribute), change);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Gets JSON; fails unless the status is a success.</summary>
    public async Task<JsonNode> Get(string address) =>
        JsonNode.Parse(await Http.GetStringAsync(address, TestContext.Current.CancellationToken))!;

    /// <summary>The current version of a questionnaire.</summary>
    public async Task<string> Version(string questionnaire) => (string)(await Get($"/v1/questionnaires/{questionnaire}"))["version"]!;

    /// <summary>Stops the service gracefully, as SIGTERM does; its folder is kept until disposal.</summary>
    public async Task Stop() => await factory.DisposeAsync();

    /// <summary>Runs a query on the store over a connection of its own.</summary>
    public IReadOnlyList<IReadOnlyList<object>> Query(string sql)
    {
        using var connection = TestStore.Open(Folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<object>>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await factory.DisposeAsync();
        if (ownsFolder) Directory.Delete(Folder, recursive: true);
    }

    private sealed class Factory(
        Service service,
        IReadOnlyDictionary<string, string> settings,
        TimeProvider? time,
        string environment,
        bool noise,
        Action<IServiceCollection>? configure)
        : WebApplicationFactory<Program>
    {
        // Shorter than an operator may choose, so that tests do not wait.
        private const int CommitMilliseconds = 100;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);

            // UseKestrel(0) would set the port from another thread, possibly after the service has started.
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            builder.UseSetting("Store:Provider", TestStore.Provider);
            builder.UseSetting("Store:ConnectionString", TestStore.Address(service.Folder));
            builder.UseSetting("Contributions:PerNetworkPerDay", "0");
            builder.UseSetting("RateLimits:RequestsPerMinute", "0");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            if (!settings.ContainsKey("Keys:Path"))
            {
                var store = settings.GetValueOrDefault("Store:ConnectionString", TestStore.Address(service.Folder));
                builder.UseSetting("Keys:Path", TestStore.KeysOf(store));
            }

            if (!settings.ContainsKey("Contributions:CommitMilliseconds")) builder.ConfigureServices(CommitOften);
            builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(service.Log));
            if (!noise) builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(NoisePolicy.None)));
            if (time is not null) builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
            if (configure is not null) builder.ConfigureServices(configure);
        }

        private static void CommitOften(IServiceCollection services)
        {
            var options = services.Single(service => service.ServiceType == typeof(ContributionOptions)).ImplementationInstance;
            ((ContributionOptions)options!).CommitMilliseconds = CommitMilliseconds;
        }
    }
}

/// <summary>The service shared by all tests that do not change its state.</summary>
public sealed class SharedService : Service
{
    /// <summary>Starts the service with default settings; xunit requires exactly one public constructor.</summary>
    public SharedService()
    {
    }
}
