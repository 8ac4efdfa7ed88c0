using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>Posts every row of the table of rejected requests, with several Accept headers and in both environments.</summary>
public abstract class BadInputTests(Service service)
{
    private static readonly string?[] AcceptHeaders = ["text/html", "image/png", "*/*", "application/json", "garbage;;=,,", null];

    public static MatrixTheoryData<BadRequest, string?> Requests => new(BadRequest.All, AcceptHeaders);

    [Theory, MemberData(nameof(Requests))]
    public async Task Each_rejected_request_gets_its_problem_regardless_of_the_Accept_header(BadRequest bad, string? accept)
    {
        using var request = bad.Make();
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        await response.Problem(bad.Status, bad.Code);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }
}

public sealed class BadInputInProductionTests(SharedService service) : BadInputTests(service);

public sealed class BadInputInDevelopmentTests(BadInputInDevelopmentTests.DevelopmentService service)
    : BadInputTests(service), IClassFixture<BadInputInDevelopmentTests.DevelopmentService>
{
    public sealed class DevelopmentService() : Service(environment: "Development");
}

public sealed class UncountedInputTests
{
    [Fact]
    public async Task No_rejected_request_is_counted()
    {
        await using var service = new Service();
        foreach (var bad in BadRequest.All) (await service.Http.SendAsync(bad.Make(), TestContext.Current.CancellationToken)).Dispose();
        await service.Stop();

        Assert.All(service.Counters(), counter => Assert.Equal(0, counter.Value));
    }

    [Fact]
    public async Task The_same_request_without_an_error_is_counted()
    {
        await using var service = new Service();
        using var response = await service.Post(Some.SelfCheck, BadRequest.Good);
        await service.Stop();

        Assert.Equal("received", (string?)(await response.Json())["contribution"]);
        Assert.Equal(1, service.Committed());
    }
}
