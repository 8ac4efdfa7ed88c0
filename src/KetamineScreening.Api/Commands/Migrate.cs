using System.CommandLine;

namespace KetamineScreening.Api.Commands;

/// <summary>Brings the schema of the store up to date, with a role that owns it, so that the role of the server need not.</summary>
internal sealed class Migrate() : StoreCommand(
    "migrate", "Creates the tables of the store or brings them up to date. Run it with a role that owns them; the server need not.")
{
    /// <inheritdoc />
    public override bool NeedsKeys => false;

    /// <inheritdoc />
    protected override Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        Console.WriteLine("The schema of the store is up to date.");
        return Task.FromResult(0);
    }
}
