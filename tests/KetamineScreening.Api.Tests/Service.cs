using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Tests.Store;
using KetamineScreening.Domain.Aggregates.Noise;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KetamineScreening.Api.Tests;

/// <summary>The service as it is, on Kestrel and an SQLite file of its own; tests speak HTTP to it.</summary>
public class Service : IAsyncDisposable
{
    private readonly Factory factory;
    private readonly bool ownsFolder;

    /// <summary>Starts the service with settings such as <c>["Contributions:MinimumBatch"] = "20"</c>; without limits unless told.</summary>
    /// <param name="settings">Settings by their keys.</param>
    /// <param name="time">The clock; the machine's, when left out.</param>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="folder">Folder of the store; one of its own, when left out.</param>
    /// <param name="noise">Whether counters are born with noise, as they always are outside of tests; without it figures can be compared exactly.</param>
    /// <param name="configure">Adds to the services of the host.</param>
    public Service(
        IReadOnlyDictionary<string, string>? settings = null,
        TimeProvider? time = null,
        string environment = "Production",
        string? folder = null,
        bool noise = false,
        Action<IServiceCollection>? configure = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
        ownsFolder = folder is null;
        factory = new Factory(this, settings ?? new Dictionary<string, string>(), time, environment, noise, configure);
        factory.UseKestrel();
        factory.StartServer();
        factory.CreateClient().Dispose();
        Http = Client();
        // The service does not wait for its store; tests that look into it do.
        var writer = Services.GetRequiredService<ContributionWriter>();
        SpinWait.SpinUntil(() => writer.Turns > 0 || writer.IsStoreAway, TimeSpan.FromSeconds(60));
    }

    /// <summary>Client with the address of the service.</summary>
    public HttpClient Http { get; }

    /// <summary>What the service is made of, for tests of conventions; all others speak HTTP.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Folder of the store and nothing else.</summary>
    public string Folder { get; }

    /// <summary>File of the store.</summary>
    public string StoreFile => Path.Combine(Folder, "store.db");

    /// <summary>Everything the service has logged, as text.</summary>
    public LogText Log { get; } = new();

    /// <summary>Another client, for tests that need one of their own.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = factory.ClientOptions.BaseAddress };

    /// <summary>Posts a body as JSON.</summary>
    public Task<HttpResponseMessage> Post(string questionnaire, string body, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{questionnaire}/screenings")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        change?.Invoke(request);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Posts answers and gives the result, which has to be 200.</summary>
    public async Task<JsonNode> Screen(string questionnaire, IReadOnlyDictionary<string, string> answers, bool contribute = false, Action<HttpRequestMessage>? change = null)
    {
        using var response = await Post(questionnaire, Some.Body(answers, contribute), change);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Gets JSON, which has to be 200.</summary>
    public async Task<JsonNode> Get(string address) => JsonNode.Parse(await Http.GetStringAsync(address, TestContext.Current.CancellationToken))!;

    /// <summary>The current version of a questionnaire.</summary>
    public async Task<string> Version(string questionnaire) => (string)(await Get($"/v1/questionnaires/{questionnaire}"))["version"]!;

    /// <summary>Stops the service as SIGTERM does; its folder stays until it is disposed.</summary>
    public async Task Stop() => await factory.DisposeAsync();

    /// <summary>Reads the store from outside.</summary>
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
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);

            // Not by UseKestrel(0): the port would be set from another thread while the service may be starting already.
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            builder.UseSetting("Store:Provider", TestStore.Provider);
            builder.UseSetting("Store:ConnectionString", TestStore.Address(service.Folder));
            builder.UseSetting("Contributions:PerNetworkPerDay", "0");
            builder.UseSetting("RateLimits:RequestsPerMinute", "0");
            builder.UseSetting("Contributions:CommitMilliseconds", "100");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            builder.ConfigureServices(services => services.AddSingleton<ILoggerProvider>(service.Log));
            if (!noise) builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(NoisePolicy.None)));
            if (time is not null) builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
            if (configure is not null) builder.ConfigureServices(configure);
        }
    }
}

/// <summary>The service that all tests share which change nothing in it.</summary>
public sealed class SharedService : Service
{
    /// <summary>With its settings as they come, but for limits; xunit wants exactly one constructor.</summary>
    public SharedService()
    {
    }
}
