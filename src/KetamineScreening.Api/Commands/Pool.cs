using System.CommandLine;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases.Packages;

namespace KetamineScreening.Api.Commands;

/// <summary>Adds up the releases of several sites into one package of the same form. Needs no store.</summary>
internal sealed class Pool : Command, IServiceCommand
{
    private readonly Argument<string[]> folders = new("DIR")
    {
        Description = "Folders with the unzipped releases of two or more sites, of the same questionnaire and period.",
        Arity = new ArgumentArity(2, 1000),
    };

    private readonly Option<string> target = new("--out")
    {
        Description = "Folder for the pooled release; it is made, and must be empty or missing.",
        Required = true,
    };

    public Pool()
        : base("pool", "Adds up the releases of several sites, which have to match, into a release of the same form.")
    {
        Add(folders);
        Add(target);
    }

    /// <inheritdoc />
    public async Task<int> RunAsync(IServiceProvider services, ParseResult arguments)
    {
        var folder = arguments.GetRequiredValue(target);
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new PackageException(folder, "it is not empty, and was left as it is");
            }

            var catalog = services.GetRequiredService<QuestionnaireCatalog>();
            var sites = arguments.GetRequiredValue(folders).Select(site => (site, SitePackage.Read(site, catalog)));
            var pooled = PooledPeriod.Of([.. sites]);
            Directory.CreateDirectory(folder);
            foreach (var file in ReleaseFiles.Write(pooled)) await File.WriteAllBytesAsync(Path.Combine(folder, file.Name), file.Content);
            Console.WriteLine($"{pooled.Id}: {pooled.Sites.Count} sites, in {folder}");
            return 0;
        }
        catch (Exception failure) when (failure is PackageException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
