using System.Net;
using KetamineScreening.Api.Tests.Operations;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Targets;

/// <summary>The real service with its noise, on Kestrel and a real store; the attacks control its calendar and its turns only.</summary>
internal sealed class RealTarget : ITarget
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly Calendar calendar = new();
    private readonly RecordedLog log = new();
    private readonly Setup setup;
    private RealHost host;
    private Nginx? nginx;
    private bool isMemoryFull;

    /// <summary>Starts the service on a free port.</summary>
    public RealTarget(Setup setup)
    {
        this.setup = setup;
        host = Start();
        Http = Client();
    }

    /// <summary>Puts nginx in front of the service.</summary>
    /// <param name="compressesResults">Whether it compresses results, which its configuration forbids.</param>
    public async Task StartProxyAsync(bool compressesResults) =>
        nginx = await Nginx.Start(host.Address, compressesResults);

    public HttpClient Http { get; private set; }

    public DateTimeOffset Now
    {
        get => calendar.Now;
        set => calendar.Now = value;
    }

    public (int Messages, int Characters) Log => log.Size;

    private string Keys => setup.Keys ?? Path.Combine(folder.FullName, "keys");

    private string Store => Path.Combine(folder.FullName, "store");

    public Task<IReadOnlyList<string>> ReadableUrls() => PublicUrls.Of(host.Services, Http, Now);

    public Task TurnAsync() => host.TurnAsync();

    /// <summary>Starts turns until one succeeds.</summary>
    public Task RetryAsync() => host.RetryAsync();

    public Task RestartAsync() => RestoreAsync(() => Task.CompletedTask);

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
            using var started = NewHost();
            return true;
        }
        catch (Exception refusal) when (refusal is not TimeoutException)
        {
            return false;
        }
    }

    public StoredCopy Copy() => new(Store);

    /// <summary>Path of the SQLite file.</summary>
    public string StoreFile => Path.Combine(Store, StoredCopy.Database);

    public KeyCopy CopyKeys() => new(Keys);

    public async Task<bool> WithdrawAsync(string release)
    {
        var isWithdrawn = await host.WithdrawAsync(release);
        await TurnAsync();
        return isWithdrawn;
    }

    public void FillRetryMemory(int room)
    {
        if (!isMemoryFull) host.FillRetryMemory(room);
        isMemoryFull = true;
    }

    /// <summary>Leaves room for a number of further networks in the memory of the daily limit, if that has a capacity.</summary>
    public void FillAllowance(int room) => host.FillAllowance(room);

    public async Task<string> MetricsAsync()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(log.MetricsAddress));
    }

    public HttpClient Client(IPAddress? source = null, Action<ReadOnlyMemory<byte>>? tap = null) => nginx is null
        ? Taps.Client(host.Address, source, tap)
        : Taps.Client(new Uri($"https://check.clinic.example:{nginx.Port}"), source, tap, nginx.Certificate);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (nginx is not null) await nginx.DisposeAsync();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private RealHost Start()
    {
        var started = NewHost();
        started.WaitForFirstTurn();
        return started;
    }

    private RealHost NewHost() => RealHost.Start(setup, setup.Postgres ?? $"Data Source={StoreFile}", Keys, calendar, log);
}
