using Microsoft.Extensions.Logging;

namespace KetamineScreening.Attacks.Targets;

/// <summary>Counts the messages of a log.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly Lock gate = new();
    private (int Messages, int Characters) size;

    /// <summary>Number of messages, and their total length.</summary>
    public (int Messages, int Characters) Size
    {
        get
        {
            lock (gate) return size;
        }
    }

    /// <summary>Where the metrics are served.</summary>
    public string MetricsAddress { get; private set; } = "";

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var message = formatter(state, exception);
        lock (gate) size = (size.Messages + 1, size.Characters + message.Length);
        const string Metrics = "Metrics are served at ";
        if (message.StartsWith(Metrics, StringComparison.Ordinal)) MetricsAddress = message[Metrics.Length..];
    }
}
