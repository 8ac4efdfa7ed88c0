using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Questionnaires;

/// <summary>A retired version stays readable with everything that belongs to it, and is neither scored nor counted.</summary>
public sealed class RetiredVersionTests(SharedService service)
{
    // Midnight UTC of the day in retired.json.
    private const string Since = "@1795651200";

    private static readonly string[] Ids = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    private const string RetiredBody = """{"version":"1.0.0","answers":{"last-used":"never"},"contribute":true}""";

    public static TheoryData<string> AllIds => [.. Ids];

    public static MatrixTheoryData<string, string> Addresses => new(Ids, ["", "/test-vectors", "/redcap.csv"]);

    // The bodies have further errors of every kind.
    public static MatrixTheoryData<string, string> Bodies => new(Ids,
    [
        RetiredBody,
        """{"contribute":true,"answers":{"last-used":"never"},"version":"1.0.0"}""",
        """{"version":"1.0.\u0030","answers":{"last-used":"never"},"contribute":true}""",
        """{"version":"1.0.0","answers":{},"contribute":true}""",
        """{"version":"1.0.0","answers":{"last-used":"yesterday","shoe-size":"44"},"contribute":true}""",
        """{"version":"1.0.0","answers":{"last-used":"never","last-used":4},"contribute":true}""",
        """{"version":"1.0.0","answers":[],"contribute":"yes","name":"x"}""",
        """{"version":"1.0.0"}""",
    ]);

    [Theory, MemberData(nameof(Addresses))]
    public async Task It_is_served_with_its_successor_and_is_fresh_for_five_minutes_only(string id, string part)
    {
        var address = $"/v1/questionnaires/{id}/{Some.RetiredVersion}";
        using var response = await Get(address + part);

        Assert.True(response.IsSuccessStatusCode, await response.Text());
        Assert.Equal(Since, response.Header("Deprecation"));
        Assert.Equal(
            $"<{address}>; rel=\"canonical\", </v1/questionnaires/{id}/{await service.Version(id)}>; rel=\"successor-version\"",
            response.Header("Link"));
        Assert.DoesNotContain("immutable", response.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(5), response.Headers.CacheControl!.MaxAge);
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task A_version_that_is_not_retired_has_neither_a_successor_nor_the_header_Deprecation(string id, string part)
    {
        using var response = await Get($"/v1/questionnaires/{id}/{Some.Version}{part}");

        Assert.Null(response.Header("Deprecation"));
        Assert.DoesNotContain("successor", response.Header("Link"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(AllIds))]
    public async Task Its_document_says_that_it_is_retired(string id)
    {
        var retired = await service.Get($"/v1/questionnaires/{id}/{Some.RetiredVersion}");
        var current = await service.Get($"/v1/questionnaires/{id}");

        Assert.Equal(("retired", (string?)current["version"]), ((string?)retired["status"], (string?)retired["successor"]));
        Assert.Equal(("active", null), ((string?)current["status"], current["successor"]));
    }

    [Theory, MemberData(nameof(AllIds))]
    public async Task Its_test_vectors_are_those_of_its_version(string id)
    {
        var vectors = await service.Get($"/v1/questionnaires/{id}/{Some.RetiredVersion}/test-vectors");

        Assert.Equal(Some.RetiredVersion, (string?)vectors["version"]);
        Assert.True(vectors["vectors"]!.AsArray().Count > 20);
    }

    [Fact]
    public async Task It_is_not_listed()
    {
        var versions = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Select(entry => (string)entry!["version"]!);

        Assert.Equal(Ids.Select(_ => Some.Version), versions);
    }

    [Theory, MemberData(nameof(Bodies))]
    public async Task It_is_not_scored_and_the_problem_names_the_current_version_whatever_else_is_wrong(string id, string body)
    {
        using var response = await service.Post(id, body, request =>
        {
            request.Headers.Add("Idempotency-Key", "short");
            request.RequestUri = new Uri(request.RequestUri + "?country=UK", UriKind.Relative);
        });
        var problem = await response.Problem(410, "version-retired");

        Assert.Equal(await service.Version(id), (string?)problem["currentVersion"]);
        Assert.Equal($"/v1/questionnaires/{id}/{problem["currentVersion"]}", (string?)problem["current"]);
        Assert.Null(problem["errors"]);
        Assert.Equal("no-store", response.Header("Cache-Control"));
    }

    [Fact]
    public async Task Nobody_who_sends_it_is_counted_and_its_major_version_has_no_period()
    {
        await using var own = new Service();
        foreach (var id in Ids)
        {
            for (var i = 0; i < 20; i++) (await own.Post(id, RetiredBody)).Dispose();
        }

        await own.Contribute(10);
        await own.WaitForCommitted(10);
        await own.Stop();

        var questionnaires = own.Query("select questionnaire, major from period").Select(row => $"{row[0]} {row[1]}");
        Assert.Equal(Ids.Select(id => $"{id} {Some.Major}").Order(StringComparer.Ordinal), questionnaires.Order(StringComparer.Ordinal));
        Assert.Equal(10, Ids.Sum(own.Committed));
    }

    private Task<HttpResponseMessage> Get(string address) =>
        service.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
