namespace KetamineScreening.Api.Tests.Docs;

/// <summary>The service that the snippets call: with the noise that the guides describe, and with synthetic releases.</summary>
public sealed class DocsService : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-docs-").FullName;
    private Service? service;

    /// <summary>Address of the service.</summary>
    public Uri Address => Http.BaseAddress!;

    /// <summary>Client with the address of the service.</summary>
    public HttpClient Http => service!.Http;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        var demo = await Executable.Run(settings, "demo", "400");
        Assert.True(demo.ExitCode == 0, demo.Output);

        // The documents show the schedule of commits that is the default.
        var schedule = new Dictionary<string, string> { ["Contributions:CommitMilliseconds"] = "60000" };
        service = new Service(schedule, folder: folder, noise: true);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (service is not null) await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
