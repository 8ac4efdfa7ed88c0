using KetamineScreening.Api.Configuration;

namespace KetamineScreening.Api.Health;

/// <summary>Settings of the section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    /// <summary>Time from SIGTERM until the listener closes, in seconds. Readiness answers 503 meanwhile.</summary>
    [WholeNumber(0, 300)]
    public int DrainSeconds { get; set; }

    /// <summary>Time from SIGTERM until the listener closes.</summary>
    public TimeSpan Drain => TimeSpan.FromSeconds(DrainSeconds);
}
