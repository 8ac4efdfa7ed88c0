using System.CommandLine;
using System.CommandLine.Help;

namespace KetamineScreening.Api.Commands;

/// <summary>The executable itself, with its list of commands.</summary>
/// <remarks>Not a <see cref="RootCommand"/>, which shortens the name KetamineScreening.Api as if ".Api" were a file extension.</remarks>
internal sealed class Root : Command
{
    private const string About =
        """
        Serves anonymous, non-diagnostic self-screening on ketamine use over HTTP.

        Without a command it starts the server, which runs until Ctrl+C or SIGTERM. With a
        command it runs that command and exits; the server may keep running.

        Settings are read from appsettings.json, from environment variables such as
        Store__ConnectionString, and from the command line, before or after a command:
          --Store:ConnectionString "Data Source=data/demo.db"
          --urls http://localhost:8080
          --environment Development
        docs/operate.md lists all settings.

        Exit codes: 0 for success, 1 for a failure, 2 for a mistake on the command line.
        """;

    public Root()
        : base(typeof(Root).Assembly.GetName().Name!, About)
    {
        Add(new HelpOption());
        Add(new VersionOption());
        Add(new Migrate());
        Add(new ListPeriods());
        Add(new ClosePeriods());
        Add(new WithdrawRelease());
        Add(new DiscardPeriod());
        Add(new Backup());
        Add(new Pool());
        Add(new Demo());
        Add(new CheckHealth());
        Add(new CheckHelp());
        Add(new CheckContent());
        Add(new PublishContent());
        Add(new WriteFhirPackage());
    }
}
