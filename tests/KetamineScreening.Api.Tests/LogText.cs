using System.Collections.Concurrent;

namespace KetamineScreening.Api.Tests;

/// <summary>Records every log message of every level, as text and with its named values.</summary>
public sealed class LogText : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];
    private readonly ConcurrentQueue<KeyValuePair<string, object?>> values = [];

    /// <summary>The recorded messages, one per line.</summary>
    public override string ToString() => string.Join('\n', lines);

    /// <summary>The recorded messages, each with its exception.</summary>
    public IReadOnlyCollection<string> Entries => lines;

    /// <summary>The only value that was logged under a name, for example <c>Dropped</c>.</summary>
    public object Value(string name) => values.Single(value => value.Key == name).Value!;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        foreach (var value in state as IEnumerable<KeyValuePair<string, object?>> ?? []) values.Enqueue(value);
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}
