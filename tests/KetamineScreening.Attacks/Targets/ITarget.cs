using System.Net;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A service under attack, with everything that an attacker can use: HTTP, copies of the files, and the calendar.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>HTTP client with the base address of the service.</summary>
    HttpClient Http { get; }

    /// <summary>Time by the calendar of the service.</summary>
    DateTimeOffset Now { get; set; }

    /// <summary>Every URL that can be read with GET.</summary>
    Task<IReadOnlyList<string>> ReadableUrls();

    /// <summary>Lets the next turn of the schedule take place and waits for its end.</summary>
    Task TurnAsync();

    /// <summary>Stops the service gracefully and starts it again on the same store and keys.</summary>
    Task RestartAsync();

    /// <summary>Copies the store.</summary>
    StoredCopy Copy();

    /// <summary>Copies the keys.</summary>
    KeyCopy CopyKeys();

    /// <summary>Puts the files of an older copy of the store in the place of the store, while the service is stopped.</summary>
    Task RestoreAsync(Func<Task> meanwhile);

    /// <summary>Withdraws a release as the operator does; false when the target does not support it.</summary>
    Task<bool> WithdrawAsync(string release);

    /// <summary>Leaves room for a number of further idempotency keys in the memory of the service.</summary>
    void FillRetryMemory(int room);

    /// <summary>The text of the metrics.</summary>
    Task<string> MetricsAsync();

    /// <summary>Number of log messages so far, and their total length.</summary>
    (int Messages, int Characters) Log { get; }

    /// <summary>Changes how clients connect: from a loopback address, and with a tap on the bytes they receive.</summary>
    HttpClient Client(IPAddress? source = null, Action<ReadOnlyMemory<byte>>? tap = null);
}

/// <summary>How a target is set up.</summary>
internal sealed record Setup
{
    /// <summary>Screenings of one network that are counted in a day; 0 for no limit, as for an attacker with many networks.</summary>
    public int Allowance { get; init; }

    /// <summary>Whether clients connect with TLS.</summary>
    public bool HasTls { get; init; }

    /// <summary>Whether a real nginx with <c>deploy/nginx.conf</c> stands in front, with TLS.</summary>
    public bool HasProxy { get; init; }

    /// <summary>Whether metrics are served.</summary>
    public bool HasMetrics { get; init; }

    /// <summary>Connection string of a PostgreSQL database; null for SQLite.</summary>
    public string? Postgres { get; init; }

    /// <summary>Folder of the keys, for nodes that share a database; null for a folder of its own.</summary>
    public string? Keys { get; init; }

    /// <summary>Other settings by key.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
