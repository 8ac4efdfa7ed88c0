using System.Data.Common;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Periods;

/// <summary>Inspects store and keys at the start. Creates a missing SQLite file, and changes nothing else.</summary>
internal static partial class StoreInspection
{
    // A database that does not respond must not delay the start. The first turn of the writer reads the periods again.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Refuses a start with a file that cannot be written or open periods that cannot be read, and warns about permissions that
    /// disclose them and about network file systems.
    /// </summary>
    /// <exception cref="StoreRefusedException">
    /// The SQLite file cannot be written, or an open period cannot be read with these keys and this content.
    /// </exception>
    public static async Task RunAsync(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreInspection).FullName!);
        var (keys, store) = (services.GetRequiredService<KeyOptions>(), services.GetRequiredService<StoreOptions>());
        if (services.GetRequiredService<DbDataSource>() is SqliteDataSource sqlite)
        {
            sqlite.EnsureWritable();
            if (NetworkFileSystem.Of(sqlite.File) is { } network) LogNetwork(logger, sqlite.File, network);
        }

        if (keys.IsBesideStore) LogBesideStore(logger, keys.Path);
        foreach (var path in new[] { store.SqliteFile, keys.Path }.OfType<string>().Where(OwnerOnly.IsOpenToOthers)) LogOpen(logger, path);

        using var wait = new CancellationTokenSource(LongestWait);
        try
        {
            await services.GetRequiredService<PeriodLifecycle>().EnsureReadableAsync(wait.Token);
        }
        catch (Exception failure) when (failure is DbException or OperationCanceledException)
        {
            // The database is not available, or has no table of periods yet.
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The keys of open periods are at {Path}, beside the store: whoever copies both can read the totals of open periods. "
            + "For real use, set Keys:Path to a folder elsewhere.")]
    private static partial void LogBesideStore(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The store {Path} is on a network file system ({Kind}). Locks of SQLite are not reliable there, so the file can be "
            + "damaged. Use a local disk, or PostgreSQL.")]
    private static partial void LogNetwork(ILogger logger, string path, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Other users of this machine can read {Path}. Take their permissions away.")]
    private static partial void LogOpen(ILogger logger, string path);
}
