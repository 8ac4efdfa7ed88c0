using System.Globalization;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>A service whose store holds the releases of a demonstration.</summary>
/// <param name="screenings">Screenings of each questionnaire in the last period.</param>
public abstract class DemoReleases(int screenings) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly string keys = Directory.CreateTempSubdirectory("ketamine-screening-keys-").FullName;
    private Service? service;

    /// <summary>The service.</summary>
    public Service Service => service!;

    /// <summary>Id of the newest release of the self-check, which the page shows first.</summary>
    public string Newest { get; private set; } = "";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await Run("demo", $"{screenings}");
        service = new Service(new Dictionary<string, string> { ["Keys:Path"] = keys }, folder: folder);
        var releases = (await service.Get("/v1/releases"))["releases"]!.AsArray();
        Newest = releases.Select(release => (string)release!["id"]!).Last(id => id.StartsWith(Some.SelfCheck, StringComparison.Ordinal));
    }

    /// <summary>Runs a verb of the service on the store.</summary>
    public async Task Run(params IEnumerable<string> arguments)
    {
        var store = $"Store__ConnectionString=Data Source={Path.Combine(folder, "store.db")}";
        var (exitCode, output) = await Tool.Run(
            "env", [store, $"Keys__Path={keys}", "dotnet", typeof(Program).Assembly.Location, .. arguments], folder);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>The rows of a file of the newest release, as cells by the names of the header.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows(string file)
    {
        var address = new Uri($"/v1/releases/{Newest}/{file}", UriKind.Relative);
        var text = await Service.Http.GetStringAsync(address, TestContext.Current.CancellationToken);
        var lines = text.TrimEnd('\n').Split('\n').Select(line => line.Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>The number in a cell.</summary>
    public static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (service is not null) await service.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Directory.Delete(keys, recursive: true);
    }
}

/// <summary>Enough people to draw every figure.</summary>
public sealed class ManyPeople() : DemoReleases(10_000)
{
    /// <summary>The test classes that share the releases, because making them takes half a minute.</summary>
    [CollectionDefinition]
    public sealed class Shared : ICollectionFixture<ManyPeople>;
}

/// <summary>So few people that the noise is larger than the numbers.</summary>
public sealed class FewPeople() : DemoReleases(300);
