using KetamineScreening.Api.Releases;

namespace KetamineScreening.Api.Commands;

/// <summary>Withdraws a release: its address answers 410 with the reason from then on.</summary>
internal sealed class WithdrawRelease : IVerb
{
    /// <inheritdoc />
    public string Word => "withdraw-release";

    /// <inheritdoc />
    public string Usage => "withdraw-release ID --reason \"TEXT\"";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words is [_, "--reason", { Length: > 0 } reason] && !string.IsNullOrWhiteSpace(reason);

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (await services.GetRequiredService<ReleaseStore>().WithdrawAsync(words[0], words[2].Trim(), CancellationToken.None))
        {
            Console.WriteLine($"{words[0]} is withdrawn.");
            return 0;
        }

        await Console.Error.WriteLineAsync($"There is no published release '{words[0]}'.");
        return 1;
    }
}
