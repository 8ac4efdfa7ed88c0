using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KetamineScreening.Fhir.Tests;

/// <summary>The real service on Kestrel with a store of its own; tests call it over HTTP.</summary>
public sealed class FhirService : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-fhir-");
    private readonly Factory factory;

    /// <summary>Starts the service with settings such as <c>["RateLimits:RequestsPerMinute"] = "1"</c>.</summary>
    /// <param name="time">The clock; the system clock if null.</param>
    /// <param name="settings">Settings by key.</param>
    public FhirService(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        factory = new Factory(folder.FullName, time, settings);
        factory.UseKestrel();
        factory.StartServer();
        factory.CreateClient().Dispose();
        Http = new HttpClient { BaseAddress = factory.ClientOptions.BaseAddress };
    }

    /// <summary>HTTP client with the base address of the service.</summary>
    public HttpClient Http { get; }

    /// <summary>Base address of the FHIR endpoints.</summary>
    public Uri Base => new(Http.BaseAddress!, "fhir");

    /// <summary>Gets a body; asserts the status.</summary>
    public async Task<string> Get(string address, int status = 200) =>
        await Send(new HttpRequestMessage(HttpMethod.Get, address), status);

    /// <summary>Gets JSON.</summary>
    public async Task<JsonNode> GetJson(string address) => JsonNode.Parse(await Get(address))!;

    /// <summary>Posts a resource; asserts the status, and returns the body.</summary>
    public Task<string> Post(string address, JsonNode resource, int status = 200) => Send(
        new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(resource.ToJsonString(), Encoding.UTF8, "application/fhir+json"),
        },
        status);

    /// <summary>Sends a request; asserts the status, and returns the body.</summary>
    public async Task<string> Send(HttpRequestMessage request, int status)
    {
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status, $"{request.RequestUri}: {(int)response.StatusCode} {text}");
        return text;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private sealed class Factory(string folder, TimeProvider? time, (string Key, string Value)[] settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            builder.UseSetting("Store:ConnectionString", $"Data Source={Path.Combine(folder, "store", "store.db")}");
            builder.UseSetting("Keys:Path", Path.Combine(folder, "keys"));
            builder.UseSetting("Contributions:PerNetworkPerDay", "0");
            builder.UseSetting("RateLimits:RequestsPerMinute", "0");
            foreach (var (key, value) in settings) builder.UseSetting(key, value);
            if (time is not null) builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(time)));
        }
    }
}
