using System.CommandLine;
using System.CommandLine.Parsing;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Commands;

/// <summary>A command that works on the store, without starting the server.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">One or two sentences for the help.</param>
internal abstract class StoreCommand(string name, string description) : Command(name, description), IServiceCommand
{
    /// <summary>Whether the command uses the keys of open periods.</summary>
    public virtual bool NeedsKeys => true;

    /// <summary>Migrates the store and runs the command.</summary>
    /// <returns>The exit code: 0 for success, 1 for a failure.</returns>
    public async Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        try
        {
            await services.GetRequiredService<StoreMigrations>().EnsureAsync(CancellationToken.None);
            return await ExecuteAsync(services, arguments);
        }
        catch (Exception failure) when (StoreMigrations.IsTransient(failure))
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    /// <summary>Runs the command on a store that is up to date.</summary>
    /// <returns>The exit code: 0 for success, 1 for a failure.</returns>
    protected abstract Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments);

    /// <summary>A validator of arguments and options: the value must not be blank.</summary>
    internal static void RefuseBlank(SymbolResult result)
    {
        if (!result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))) return;
        var name = result is OptionResult option ? option.Option.Name : ((ArgumentResult)result).Argument.Name;
        result.AddError($"{name} must not be blank.");
    }
}
