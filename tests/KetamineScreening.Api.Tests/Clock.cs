namespace KetamineScreening.Api.Tests;

/// <summary>A clock that a test sets; timers run as they always do.</summary>
public sealed class Clock(DateTimeOffset now) : TimeProvider
{
    /// <summary>What the clock shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Now;
}
