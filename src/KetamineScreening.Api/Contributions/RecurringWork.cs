using System.Data.Common;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Contributions;

/// <summary>Work that is repeated until it succeeds. Its failures are logged and not thrown, so that other work continues.</summary>
/// <param name="name">What the work does, for the log, for example <c>Writing to the store</c>.</param>
/// <param name="logger">Log of the failures.</param>
internal sealed partial class RecurringWork(string name, ILogger logger)
{
    // The kinds of failure since the last success that are in the log.
    private readonly HashSet<string> logged = [];
    private volatile bool isFailing;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsFailing => isFailing;

    /// <summary>Makes one attempt.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            // An exception of any other type would end the service too, and with it all results.
            isFailing = true;
            Log(failure);
            return false;
        }

        if (isFailing) LogRecovery(name);
        isFailing = false;
        logged.Clear();
        return true;
    }

    private void Log(Exception failure)
    {
        var (needsOperator, isTransient) = (StoreMigrations.NeedsOperator(failure), StoreMigrations.IsTransient(failure));
        var kind = failure.GetType().FullName!;
        // A missing right is named in the message, and the next one is to be logged too.
        if (!logged.Add(needsOperator && failure is DbException ? failure.Message : needsOperator || !isTransient ? kind : "")) return;
        if (needsOperator) LogRefusal(name, failure.Message);
        else if (isTransient) LogOutage(name, failure.Message);
        else LogUnexpected(failure, name, kind);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Work} fails and is retried; results are not affected. {Reason}")]
    private partial void LogOutage(string work, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Work} fails until an operator acts, and is retried; results are not affected. {Reason}")]
    private partial void LogRefusal(string work, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Work} failed with an unexpected {Kind} and is retried; results are not affected.")]
    private partial void LogUnexpected(Exception failure, string work, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work} succeeds again.")]
    private partial void LogRecovery(string work);
}
