using System.CommandLine;

namespace KetamineScreening.Api.Commands;

/// <summary>A command that runs with the services of the host, without starting the server.</summary>
internal interface IServiceCommand
{
    /// <summary>Runs the command.</summary>
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IServiceProvider services, ParseResult arguments);
}
