using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Fhir;

namespace KetamineScreening.Fhir.Tests;

/// <summary>Every error is a valid OperationOutcome.</summary>
public sealed class ErrorTests(SharedChecker shared)
{
    public static TheoryData<Refusal> Refusals => [.. Refusal.All];

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refusals))]
    public async Task A_refusal_is_a_valid_outcome(Refusal refusal) =>
        shared.AssertValid(refusal.Name, await shared.Service.Send(refusal.Make(), refusal.Status));

    [Fact]
    public async Task Warnings_are_valid()
    {
        var response = Refusal.Good;
        response["status"] = "in-progress";
        response["item"]!.AsArray().Add((JsonNode)Computed("form.total", "valueInteger", 77));
        response["item"]!.AsArray().Add((JsonNode)Computed("form.band", "valueString", "x"));

        var body = await shared.Service.Post(Refusal.Address, response);

        Assert.Contains("total-differs", body, StringComparison.Ordinal);
        shared.AssertValid("warnings", body);
    }

    [Fact]
    public async Task The_outcome_of_a_client_that_sends_too_many_requests_is_valid()
    {
        await using var limited = new FhirService(time: null, ("RateLimits:RequestsPerMinute", "1"));
        await limited.Send(new HttpRequestMessage(HttpMethod.Get, "/fhir/metadata"), 200);

        shared.AssertValid("429", await limited.Get("/fhir/metadata", 429));
    }

    [Fact]
    public async Task The_outcome_of_a_failure_of_the_service_is_valid()
    {
        var clock = new BrokenClock();
        await using var broken = new FhirService(clock);
        clock.IsBroken = true;

        var outcome = await broken.Get("/fhir/Questionnaire/ketamine-self-check", 500);
        // Without a clock the service stops slowly.
        clock.IsBroken = false;
        shared.AssertValid("500", outcome);
    }

    private static JsonObject Computed(string linkId, string type, JsonNode value) =>
        new() { ["linkId"] = linkId, ["answer"] = new JsonArray(new JsonObject { [type] = value }) };

    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            IsBroken ? throw new InvalidOperationException("The clock is broken.") : base.GetUtcNow();
    }
}
