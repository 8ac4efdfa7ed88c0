using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Fhir;

public sealed class CapabilityTests(SharedService service)
{
    private const string Base = "https://ketamine-screening.example";

    [Fact]
    public async Task The_statement_lists_exactly_the_FHIR_endpoints()
    {
        var statement = await service.Get("/fhir/metadata");
        var resources = statement["rest"]![0]!["resource"]!.AsArray().Select(resource => resource!).ToList();
        var named = resources
            .SelectMany(resource => resource["interaction"]!.AsArray().Select(interaction => $"{interaction!["code"]} {resource["type"]}")
                .Concat((resource["operation"]?.AsArray() ?? []).Select(operation => $"${operation!["name"]}")))
            .Append("capabilities")
            .Order(StringComparer.Ordinal);
        var patterns = service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(pattern => pattern.StartsWith("/fhir/", StringComparison.Ordinal) && pattern != "/fhir/package.tgz")
            .Select(pattern => pattern["/fhir/".Length..].Split('/'))
            .Select(segments => segments switch
            {
                ["metadata"] => "capabilities",
                [.., ['$', ..] operation] => operation,
                [var type, "{id}"] => $"read {type}",
                _ => $"search-type {segments[0]}",
            })
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(patterns, named);
        Assert.Equal(("4.0.1", "instance"), ((string?)statement["fhirVersion"], (string?)statement["kind"]));
        Assert.Null(statement["instantiates"]);
    }

    [Fact]
    public async Task Definitions_to_which_the_statement_refers_are_served()
    {
        var statement = await service.Get("/fhir/metadata");
        var questionnaire = statement["rest"]![0]!["resource"]!
            .AsArray()
            .Single(resource => (string?)resource!["type"] == "Questionnaire")!;
        var score = questionnaire["operation"]!.AsArray().Single(operation => (string?)operation!["name"] == "score")!;
        var definition = (string)score["definition"]!;

        foreach (var url in new[] { definition, $"{Base}/fhir/StructureDefinition/contribute" })
        {
            var resource = await service.Get(url.Replace(Base, "", StringComparison.Ordinal));
            Assert.Equal(url, (string?)resource["url"]);
        }
    }

    [Fact]
    public async Task Every_issue_code_is_in_the_code_system()
    {
        var codes = (await service.Get("/fhir/CodeSystem/issue"))["concept"]!
            .AsArray()
            .Select(concept => (string)concept!["code"]!)
            .ToHashSet();

        Assert.True(codes.Count > 30);
        Assert.Subset(codes, Refusal.All.SelectMany(refusal => refusal.Issues).Select(issue => issue.Split(' ')[0]).ToHashSet());
    }

    [Theory]
    [InlineData("/fhir/Questionnaire/ketamine-self-check/$score", "POST")]
    [InlineData("/fhir/Questionnaire/$process-response", "POST")]
    [InlineData("/fhir/Questionnaire", "GET")]
    [InlineData("/fhir/no-such", "GET")]
    public async Task Any_origin_may_use_the_FHIR_endpoints(string address, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, address);
        request.Headers.Add("Origin", "https://ehr.example");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type,idempotency-key,prefer");
        using var preflight = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var plain = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Origin", "https://ehr.example" } } };
        using var response = await service.Http.SendAsync(plain, TestContext.Current.CancellationToken);

        Assert.Equal(
            (204, "*", "GET,HEAD,POST"),
            ((int)preflight.StatusCode, preflight.Header("Access-Control-Allow-Origin"), preflight.Header("Access-Control-Allow-Methods")));
        Assert.Equal("content-type,idempotency-key,prefer", preflight.Header("Access-Control-Allow-Headers"));
        Assert.Equal(("*", null), (response.Header("Access-Control-Allow-Origin"), response.Header("Access-Control-Allow-Credentials")));
        Assert.Contains("Content-Language", response.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Header("X-Content-Type-Options"));
    }
}
