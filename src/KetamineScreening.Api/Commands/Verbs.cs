using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Commands;

/// <summary>What an operator can do on the host: the first word of the command line.</summary>
internal static class Verbs
{
    private static readonly IReadOnlyList<IVerb> All = [new ListPeriods(), new ClosePeriods(), new WithdrawRelease(), new DiscardPeriod(), new Backup(), new Demo()];

    /// <summary>Does what the command line says.</summary>
    /// <returns>Exit code: 0 when it was done, 1 when it could not be, 2 when the words are wrong; null when there is no verb.</returns>
    public static async Task<int?> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        // Options of the host begin with a dash and are no verbs.
        if (words.Count == 0 || words[0].StartsWith('-')) return null;
        if (All.FirstOrDefault(verb => verb.Word == words[0]) is not { } verb)
        {
            await Console.Error.WriteLineAsync($"There is no verb '{words[0]}'. There are:\n{string.Join('\n', All.Select(known => "  " + known.Usage))}");
            return 2;
        }

        if (!verb.Takes([.. words.Skip(1)]))
        {
            await Console.Error.WriteLineAsync($"Usage: {verb.Usage}");
            return 2;
        }

        try
        {
            await services.GetRequiredService<StoreMigrations>().EnsureAsync(CancellationToken.None);
            return await verb.RunAsync(services, [.. words.Skip(1)]);
        }
        catch (Exception failure) when (StoreMigrations.IsAway(failure))
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}

/// <summary>One thing an operator can do; the web server is not started for it.</summary>
internal interface IVerb
{
    /// <summary>The word on the command line.</summary>
    string Word { get; }

    /// <summary>How it is called.</summary>
    string Usage { get; }

    /// <summary>Whether the words after the verb are right.</summary>
    bool Takes(IReadOnlyList<string> words);

    /// <summary>Does it.</summary>
    /// <returns>Exit code.</returns>
    Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words);
}
