using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A clock whose timers advance by hand and whose calendar can be set without a timer noticing it.</summary>
internal sealed class Calendar() : FakeTimeProvider(new DateTimeOffset(2026, 10, 15, 12, 0, 0, TimeSpan.Zero))
{
    private TimeSpan offset;

    /// <summary>Date and time.</summary>
    public DateTimeOffset Now
    {
        get => GetUtcNow();
        set => offset += value - GetUtcNow();
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
