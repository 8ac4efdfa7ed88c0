using System.Data.Common;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Commands;

/// <summary>Copies what is public into a file of its own: the releases. Open periods stay where they are, since two copies of one tell more than one.</summary>
internal sealed class Backup : IVerb
{
    /// <inheritdoc />
    public string Word => "backup";

    /// <inheritdoc />
    public string Usage => "backup FILE";

    /// <inheritdoc />
    public bool Takes(IReadOnlyList<string> words) => words is [{ Length: > 0 }];

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (File.Exists(words[0]))
        {
            await Console.Error.WriteLineAsync($"{words[0]} is there already, and was left as it is.");
            return 1;
        }

        var target = new SqliteDataSource(new DbConnectionStringBuilder { ["Data Source"] = words[0] }.ConnectionString);
        await using (target)
        {
            await new StoreMigrations(target).EnsureAsync(CancellationToken.None);
            var releases = await services.GetRequiredService<Releases.ReleaseStore>().CopyToAsync(target, CancellationToken.None);
            Console.WriteLine($"{releases} releases were copied. Open periods were not: see SECURITY.md.");
        }

        return 0;
    }
}
