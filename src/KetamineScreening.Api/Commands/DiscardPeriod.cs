using KetamineScreening.Api.Periods;

namespace KetamineScreening.Api.Commands;

/// <summary>Throws a whole open period away, for example after abuse. Nobody can edit one.</summary>
internal sealed class DiscardPeriod : IVerb
{
    /// <inheritdoc />
    public string Word => "discard-period";

    /// <inheritdoc />
    public string Usage => "discard-period ID";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words is [{ Length: > 0 }];

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (await services.GetRequiredService<PeriodStore>().DiscardAsync(words[0], CancellationToken.None))
        {
            Console.WriteLine($"{words[0]} is discarded.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"There is no open period '{words[0]}'.");
        return 1;
    }
}
