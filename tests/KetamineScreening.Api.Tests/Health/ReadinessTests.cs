using System.Net;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KetamineScreening.Api.Tests.Health;

public sealed class ReadinessTests : IDisposable
{
    private const string Ready = "200 {\"status\":\"ready\"}";
    private const string Degraded = "200 {\"status\":\"degraded\"}";
    private const string Stopping = "503 {\"status\":\"stopping\"}";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

    [Fact]
    public async Task It_is_ready_as_soon_as_it_listens_even_before_the_host_reports_the_start()
    {
        var answer = "";
        await using var service = new Service(configure: services => services.AddHostedService(host => new AfterListening(async () =>
        {
            var address = host.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            Assert.False(host.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested);
            answer = await AnswerOf(new Uri(address));
        })));

        Assert.Equal(Ready, answer);
    }

    [Fact]
    public async Task While_the_store_fails_it_says_degraded_with_200()
    {
        await using var service = new Service();
        Assert.Equal(Ready, await AnswerOf(service.Http.BaseAddress!));
        File.Move(service.StoreFile, service.StoreFile + ".away");
        await service.Eventually(async () => await AnswerOf(service.Http.BaseAddress!) == Degraded, "it is degraded");

        File.Move(service.StoreFile + ".away", service.StoreFile);
        await service.Eventually(async () => await AnswerOf(service.Http.BaseAddress!) == Ready, "it is ready again");
    }

    [Fact]
    public async Task While_it_drains_it_says_stopping_and_still_serves_new_connections()
    {
        await using var service = await Start(drainSeconds: 300);
        Assert.Equal(Ready, await AnswerOf(service.Http.BaseAddress!));
        service.Signal("TERM");
        string answer;
        while ((answer = await AnswerOf(service.Http.BaseAddress!)) == Ready) await Task.Yield();

        Assert.Equal(Stopping, answer);
        using var http = new HttpClient { BaseAddress = service.Http.BaseAddress };
        using var questionnaires = await http.GetAsync("/v1/questionnaires", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, questionnaires.StatusCode);
        Assert.DoesNotContain("Stopped.", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_drain_it_stops()
    {
        await using var service = await Start(drainSeconds: 3);
        service.Signal("TERM");
        var answers = new List<string>();
        try
        {
            while (true) answers.Add(await AnswerOf(service.Http.BaseAddress!));
        }
        catch (HttpRequestException)
        {
            // The listener is closed.
        }

        Assert.Equal(0, await service.Exit());
        Assert.Equal(Stopping, answers[^1]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<Executable> Start(int drainSeconds) => Executable.Start(new Dictionary<string, string>
    {
        ["Health:DrainSeconds"] = $"{drainSeconds}",
        ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
    });

    // A new connection each time, as a load balancer opens one for its checks.
    private static async Task<string> AnswerOf(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var response = await http.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>Runs between the moment the listener opens and the moment the host reports that the application has started.</summary>
    private sealed class AfterListening(Func<Task> act) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken) => act();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
