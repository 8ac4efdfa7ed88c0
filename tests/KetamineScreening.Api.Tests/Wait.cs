namespace KetamineScreening.Api.Tests;

/// <summary>Waits for a condition by polling it, and fails the test after four minutes, generous for busy machines.</summary>
public static class Wait
{
    /// <summary>After this time, what is awaited counts as missing.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="what">The condition in words, for the message of a failure.</param>
    /// <param name="details">More for that message, such as a log.</param>
    public static Task Until(Func<bool> condition, string what, Func<string>? details = null) =>
        Until(() => Task.FromResult(condition()), what, details);

    /// <inheritdoc cref="Until(Func{bool}, string, Func{string})" />
    public static async Task Until(Func<Task<bool>> condition, string what, Func<string>? details = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested) Assert.Fail($"It did not come about that {what}.\n{details?.Invoke()}");
            await Task.Delay(Interval, CancellationToken.None);
        }
    }
}
