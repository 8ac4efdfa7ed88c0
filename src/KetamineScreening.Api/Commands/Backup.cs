using System.CommandLine;
using System.Data.Common;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Commands;

/// <summary>Copies the releases, which are public, to a new SQLite file.</summary>
/// <remarks>Open periods are not copied: two copies of one, taken at different times, reveal more than a single copy.</remarks>
internal sealed class Backup : StoreCommand
{
    private readonly Argument<string> file = new("FILE")
    {
        Description = "Path of the new file; an existing file is never overwritten.",
        Validators = { RefuseBlank },
    };

    public Backup()
        : base("backup", "Copies all releases to a new SQLite file, while the server runs. Open periods and keys are not copied.") =>
        Add(file);

    /// <inheritdoc />
    protected override async Task<int> ExecuteAsync(IServiceProvider services, ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(file);
        if (Path.Exists(path))
        {
            await Console.Error.WriteLineAsync($"{path} is there already, and was left as it is.");
            return 1;
        }

        // A full path, since SQLite gives names such as ":memory:" a meaning of their own.
        var connection = new DbConnectionStringBuilder { ["Data Source"] = Path.GetFullPath(path) };
        await using var target = new SqliteDataSource(connection.ConnectionString);
        await new StoreMigrations(target).EnsureAsync(CancellationToken.None);
        var releases = await services.GetRequiredService<ReleaseStore>().CopyToAsync(target, CancellationToken.None);
        Console.WriteLine($"{releases} releases were copied. Open periods were not: see SECURITY.md.");
        return 0;
    }
}
