using System.CommandLine;
using KetamineScreening.Api.Commands;

namespace KetamineScreening.Api;

/// <summary>A parsed command line: settings for the host, and either an exit code, a command, or the start of the server.</summary>
/// <param name="Settings">The settings, each as <c>--key=value</c>, for the configuration of the host.</param>
/// <param name="ExitCode">0 after help or the version was printed, 2 after an error was printed; otherwise null.</param>
/// <param name="Command">Runs the command with the services of the host and returns its exit code; null to start the server.</param>
/// <param name="NeedsKeys">Whether the command or the server uses the keys of open periods.</param>
internal sealed record CommandLine(
    IReadOnlyList<string> Settings,
    int? ExitCode = null,
    Func<IServiceProvider, Task<int>>? Command = null,
    bool NeedsKeys = true)
{
    private const int UsageError = 2;

    /// <summary>Parses the arguments of the process, and prints help, the version or errors; reads no configuration.</summary>
    public static CommandLine Read(IReadOnlyList<string> arguments)
    {
        var (settings, others) = Split(arguments);
        // Starting the server does not even load System.CommandLine.
        return others.Count == 0 ? new CommandLine(settings) : Parse(settings, others);
    }

    private static (List<string> Settings, List<string> Others) Split(IReadOnlyList<string> arguments)
    {
        var (settings, others) = (new List<string>(), new List<string>());
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--") return (settings, [.. others, .. arguments.Skip(i)]);
            if (!IsSetting(argument)) others.Add(argument);
            else if (argument.Contains('=')) settings.Add(argument);
            else if (i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-')) settings.Add($"{argument}={arguments[++i]}");
            else others.Add(argument);
        }

        return (settings, others);
    }

    private static CommandLine Parse(IReadOnlyList<string> settings, IReadOnlyList<string> arguments)
    {
        var root = new Root();
        // By default System.CommandLine replaces @FILE with the content of the file.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var errors = Errors(arguments, parsed);
        if (errors.Count > 0)
        {
            foreach (var error in errors) Console.Error.WriteLine(error);
            var commands = string.Join(", ", root.Subcommands.Select(command => command.Name));
            Console.Error.WriteLine($"\nCommands: {commands}\nFor more: {root.Name} [COMMAND] --help");
            return new CommandLine(settings, UsageError);
        }

        return parsed.Action is null && parsed.CommandResult.Command is IServiceCommand command
            ? new CommandLine(
                settings,
                Command: services => command.RunAsync(services, parsed),
                NeedsKeys: command is StoreCommand { NeedsKeys: true })
            : new CommandLine(settings, parsed.Invoke());
    }

    private static List<string> Errors(IReadOnlyList<string> arguments, ParseResult parsed)
    {
        // System.CommandLine takes an unknown option for an argument: 'backup --file' would write a file named --file.
        var inherited = parsed.RootCommandResult.Command.Options.Where(option => option.Recursive);
        var options = parsed.CommandResult.Command.Options.Concat(inherited)
            .SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();
        var unknown = arguments.TakeWhile(argument => argument != "--")
            .Where(argument => argument.StartsWith('-') && !options.Contains(NameOf(argument))).ToList();
        if (unknown.Count > 0)
        {
            return unknown.ConvertAll(argument => IsSetting(argument)
                ? $"The setting '{argument}' needs a value."
                : $"Unrecognized option or setting '{NameOf(argument)}'.");
        }

        // Errors is empty when help is asked for, even for a command that does not exist.
        return parsed.UnmatchedTokens.Count > 0
            ? [.. parsed.UnmatchedTokens.Select(token => $"Unrecognized command or argument '{token}'.")]
            : [.. parsed.Errors.Select(error => error.Message)];
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal)) return false;
        var key = NameOf(argument)[2..];
        // WebApplicationFactory passes the sections of its settings as well, with an empty value: --Store= --Store:Provider=sqlite.
        return SettingKeys.Contains(key) || (argument.EndsWith('=') && SettingKeys.ContainsSection(key));
    }

    private static string NameOf(string argument) => argument.Split('=', 2)[0];
}
