using System.Net;
using KetamineScreening.Api.Contributions;
using KetamineScreening.Api.Releases;
using KetamineScreening.Attacks.Knowledge;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Attacks.Targets;

/// <summary>The real service with its noise, on Kestrel and a real store; the attacks control its calendar and its turns only.</summary>
public sealed class RealTarget : ITarget
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly Calendar calendar = new();
    private readonly RecordedLog log = new();
    private readonly Setup setup;
    private RealHost host;
    private bool isMemoryFull;

    /// <summary>Starts the service on a free port.</summary>
    public RealTarget(Setup setup)
    {
        this.setup = setup;
        host = Start();
        Http = Client();
    }

    /// <inheritdoc />
    public HttpClient Http { get; private set; }

    /// <inheritdoc />
    public DateTimeOffset Now
    {
        get => calendar.Now;
        set => calendar.Now = value;
    }

    /// <inheritdoc />
    public (int Messages, int Characters) Log => log.Size;

    private string Keys => setup.Keys ?? Path.Combine(folder.FullName, "keys");

    private string Store => Path.Combine(folder.FullName, "store");

    private ContributionWriter Writer => host.Services.GetRequiredService<ContributionWriter>();

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> ReadableUrls() => PublicUrls.Of(host.Services, Http, Now);

    /// <inheritdoc />
    public async Task TurnAsync()
    {
        var before = Writer.Turns;
        Tick();
        await WaitAsync(() => Writer.Turns > before);
    }

    /// <summary>Starts the next turn and does not wait for it.</summary>
    public void Tick() => calendar.Advance(host.Services.GetRequiredService<ContributionOptions>().CommitInterval);

    /// <summary>Starts turns until one succeeds.</summary>
    public async Task RetryAsync()
    {
        var before = Writer.Turns;
        while (Writer.Turns == before)
        {
            Tick();
            await Task.Delay(20);
        }
    }

    /// <inheritdoc />
    public Task RestartAsync() => RestoreAsync(() => Task.CompletedTask);

    /// <inheritdoc />
    public async Task RestoreAsync(Func<Task> meanwhile)
    {
        await host.DisposeAsync();
        await meanwhile();
        host = Start();
        Http = Client();
    }

    /// <summary>Whether the service starts on the store as it is; it is stopped again.</summary>
    public bool CanStart()
    {
        try
        {
            using var started = RealHost.Start(setup, setup.Postgres ?? $"Data Source={StoreFile}", Keys, calendar, log);
            return true;
        }
        catch (Exception refusal) when (refusal is not TimeoutException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public StoredCopy Copy() => new(Store);

    /// <summary>Path of the SQLite file.</summary>
    public string StoreFile => Path.Combine(Store, StoredCopy.Database);

    /// <inheritdoc />
    public KeyCopy CopyKeys() => new(Keys);

    /// <inheritdoc />
    public async Task<bool> WithdrawAsync(string release)
    {
        var isWithdrawn = await host.Services.GetRequiredService<ReleaseStore>()
            .WithdrawAsync(release, "Withdrawn by a test.", CancellationToken.None);
        await TurnAsync();
        return isWithdrawn;
    }

    /// <inheritdoc />
    public void FillRetryMemory(int room)
    {
        // Directly, because requests would fill it in the same way and take minutes.
        const int Most = 100_000;
        if (isMemoryFull) return;
        isMemoryFull = true;
        var memory = host.Services.GetRequiredService<RetryMemory>();
        for (var i = room; i < Most; i++) memory.IsFirst(KnownQuestionnaire.All[0].Id, $"{i}");
    }

    /// <inheritdoc />
    public async Task<string> MetricsAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(log.MetricsAddress));
    }

    /// <inheritdoc />
    public HttpClient Client(IPAddress? source = null, Action<ReadOnlyMemory<byte>>? tap = null)
    {
        var server = host.Services.GetRequiredService<IServer>();
        return Taps.Client(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()), source, tap);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private RealHost Start()
    {
        var connection = setup.Postgres ?? $"Data Source={StoreFile}";
        var started = RealHost.Start(setup, connection, Keys, calendar, log);
        var writer = started.Services.GetRequiredService<ContributionWriter>();
        SpinWait.SpinUntil(() => writer.Turns > 0, LongestTurn);
        return started;
    }

    private static async Task WaitAsync(Func<bool> isDone)
    {
        for (var start = Environment.TickCount64; !isDone(); await Task.Delay(1))
        {
            if (Environment.TickCount64 - start > LongestTurn.TotalMilliseconds) throw new TimeoutException("The writer made no progress.");
        }
    }
}
