using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Rejected requests get an OperationOutcome with every issue and no sent value, and are neither counted nor logged.</summary>
public sealed class RefusedInputTests(SharedService service)
{
    private const string Canary = "canary";

    public static TheoryData<Refusal> Refusals => [.. Refusal.All];

    [Theory, MemberData(nameof(Refusals))]
    public async Task Every_issue_is_listed_with_its_place_and_no_sent_value_is_repeated(Refusal refusal)
    {
        using var request = refusal.Make();
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var issues = await response.Outcome(refusal.Status);

        Assert.Equal(refusal.Issues, issues.Select(issue => issue.Summary()).Order(StringComparer.Ordinal));
        Assert.All(issues, issue => Assert.Equal("error", (string?)issue["severity"]));
        Assert.DoesNotContain(Canary, $"{response}\n{await response.Text()}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("application/fhir+json", "{},", 30_000)]
    [InlineData("application/fhir+json", "[],", 12_001)]
    [InlineData("application/fhir+xml", "<item/>", 12_001)]
    public async Task A_body_with_more_elements_than_any_response_is_refused_before_they_are_checked(string type, string element, int count)
    {
        using var content = new StringContent(string.Concat(Enumerable.Repeat(element, count)));
        content.Headers.ContentType = new(type);
        using var response = await service.Http.PostAsync(Refusal.Address, content, TestContext.Current.CancellationToken);

        Assert.Equal(["too-long"], (await response.Outcome(413)).Select(issue => (string?)issue["code"]));
    }

    [Fact]
    public async Task A_valid_request_is_counted_and_no_rejected_one_is()
    {
        await using var own = new Service();
        foreach (var refusal in Refusal.All) (await own.Http.SendAsync(refusal.Make(), TestContext.Current.CancellationToken)).Dispose();
        Assert.Contains("contribution-received", (await own.Operate(Refusal.Address, Refusal.Good)).Codes());
        await own.Stop();

        Assert.Equal(1, own.Committed());
        Assert.Equal(1, Totals.Screenings(own.Counters()));
    }

    [Fact]
    public async Task The_log_contains_nothing_from_a_body_even_if_all_categories_are_set_to_Trace()
    {
        await using var own = new Service(new Dictionary<string, string>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Trace",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Trace",
        });
        var posts = Refusal.All.Select(refusal => refusal.Make()).Where(request => request.Method == HttpMethod.Post);
        foreach (var request in posts.Where(request => !$"{request}".Contains(Canary, StringComparison.Ordinal)))
        {
            (await own.Http.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        }

        var coding = System.Text.Json.Nodes.JsonNode.Parse($$"""{"code":"yes","display":"{{Canary}}"}""")!;
        (await own.PostFhir(Refusal.Address, Refusal.Good.Answer("psychosis", "valueCoding", coding))).Dispose();
        await own.Stop();
        var log = own.Log.ToString();

        Assert.Contains("POST /fhir/Questionnaire/{id}/$process-response 422", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("psychosis", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_is_not_allowed_gets_the_allowed_methods()
    {
        using var operation = await service.Http.GetAsync(
            "/fhir/Questionnaire/ketamine-self-check/$score",
            TestContext.Current.CancellationToken);
        using var read = await service.Http.DeleteAsync("/fhir/Questionnaire/ketamine-self-check", TestContext.Current.CancellationToken);

        Assert.Equal(("POST", "GET, HEAD"), (operation.Header("Allow"), read.Header("Allow")));
    }

    [Fact]
    public async Task A_request_over_the_rate_limit_gets_the_time_to_wait()
    {
        await using var limited = new Service(new Dictionary<string, string> { ["RateLimits:RequestsPerMinute"] = "1" });
        (await limited.Http.GetAsync("/fhir/metadata", TestContext.Current.CancellationToken)).Dispose();
        using var response = await limited.Http.GetAsync("/fhir/metadata", TestContext.Current.CancellationToken);

        Assert.Equal("throttled", (string?)Assert.Single(await response.Outcome(429))["code"]);
        Assert.All(["Retry-After", "RateLimit", "RateLimit-Policy"], header => Assert.NotNull(response.Header(header)));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task An_internal_error_is_an_OperationOutcome_without_its_message(string environment)
    {
        var clock = new BreakableClock();
        await using var broken = new Service(time: clock, environment: environment);
        clock.IsBroken = true;
        using var response = await broken.Http.GetAsync("/fhir/Questionnaire/ketamine-self-check", TestContext.Current.CancellationToken);
        // Without a clock the service stops slowly.
        clock.IsBroken = false;
        var issue = Assert.Single(await response.Outcome(500));

        Assert.Equal(("fatal", "exception"), ((string?)issue["severity"], (string?)issue["code"]));
        Assert.DoesNotContain(BreakableClock.Message, await response.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/html")]
    [InlineData("application/problem+json")]
    [InlineData("image/png")]
    public async Task An_error_is_an_OperationOutcome_regardless_of_the_Accept_header(string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/FHIR/no-such");
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("not-found", Assert.Single(await response.Outcome(404)).Summary());
    }
}

/// <summary>A clock that can be made to throw, to cause an internal error in the service.</summary>
public sealed class BreakableClock : TimeProvider
{
    /// <summary>Message of the exception.</summary>
    public const string Message = "The clock is broken.";

    /// <summary>Whether reading the clock throws.</summary>
    public bool IsBroken { get; set; }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException(Message) : base.GetUtcNow();
}
