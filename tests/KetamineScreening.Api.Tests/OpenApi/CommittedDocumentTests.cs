using Microsoft.Extensions.Time.Testing;

namespace KetamineScreening.Api.Tests.OpenApi;

public sealed class CommittedDocumentTests(SharedService service)
{
    private const string Address = "/openapi/v1.json";

    private const string Advice = """
        openapi/v1.json differs from the served document. If the contract is meant to change, update the file and review its diff:
          UPDATE_OPENAPI=true dotnet test tests/KetamineScreening.Api.Tests --filter CommittedDocumentTests
        """;

    [Fact]
    public async Task The_committed_document_equals_the_served_one()
    {
        var file = Repository.PathOf("openapi/v1.json");
        var served = await service.Http.GetStringAsync(Address, TestContext.Current.CancellationToken);
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "true")
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);

        var committed = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        Assert.True(committed == served, $"{Advice}\n{FirstDifference(committed, served)}");
    }

    [Fact]
    public async Task The_document_does_not_depend_on_the_date_or_the_settings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Privacy:Rho"] = "0.77",
            ["Contributions:PerNetworkPerDay"] = "7",
            ["RateLimits:RequestsPerMinute"] = "777",
            ["Cors:Origins"] = "https://example.org",
        };
        await using var other = new Service(settings, new FakeTimeProvider(new DateTimeOffset(2040, 2, 29, 0, 0, 0, TimeSpan.Zero)));

        var first = await service.Http.GetStringAsync(Address, TestContext.Current.CancellationToken);
        var second = await other.Http.GetStringAsync(Address, TestContext.Current.CancellationToken);

        Assert.True(first == second, FirstDifference(first, second));
    }

    private static string FirstDifference(string committed, string served)
    {
        var (before, after) = (committed.Split('\n'), served.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"The first difference is in line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
