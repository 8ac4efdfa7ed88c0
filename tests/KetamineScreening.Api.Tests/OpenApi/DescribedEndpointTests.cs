using KetamineScreening.Api.Tests.Pages;
using KetamineScreening.Api.Http.Errors;
using System.Globalization;
using KetamineScreening.Api.Http.Description;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.OpenApi;

public sealed class DescribedEndpointTests(SharedService service)
{
    private static readonly string[] RequiredMembers = ["summary", "description", "operationId", "tags", "security"];

    private List<RouteEndpoint> Endpoints
    {
        get
        {
            var all = service
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint =>
                    !IsUndescribed(endpoint.RoutePattern.RawText) && endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is null)
                .ToList();
            var described = all.Where(endpoint => !IsExcluded(endpoint)).Select(endpoint => endpoint.RoutePattern.RawText).ToHashSet();
            return [.. all.Where(endpoint => !IsExcluded(endpoint) || !MayBeExcluded(endpoint.RoutePattern.RawText!))];

            // A second endpoint of an address may reject all other methods; /fhir/metadata describes the FHIR endpoints.
            bool MayBeExcluded(string address) => described.Contains(address) || address.StartsWith("/fhir/", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_mapped_endpoint_is_described()
    {
        var described = (await Contract.Of(service)).Operations.Select(operation => operation.ToString()).ToList();
        var mapped = Endpoints.SelectMany(MethodsOf, (endpoint, method) => $"{method} {endpoint.RoutePattern.RawText}").ToList();

        Assert.True(mapped.Count > 5);
        Offenders.None(mapped.Except(described).Select(endpoint => $"{endpoint}: mapped and not described"));
        Offenders.None(described.Except(mapped).Select(endpoint => $"{endpoint}: described and not mapped"));
    }

    [Fact]
    public async Task Every_operation_and_every_parameter_is_documented()
    {
        var operations = (await Contract.Of(service)).Operations;
        var undocumented = operations
            .SelectMany(
                operation => RequiredMembers.Where(member => operation.Node[member] is null),
                (operation, member) => $"{operation}: {member}")
            .Concat(
                operations.SelectMany(
                    operation => operation.Parameters.Where(parameter => parameter["description"] is null || parameter["example"] is null),
                    (operation, parameter) => $"{operation}: parameter {parameter["name"]}"));

        Assert.True(operations.Count > 5);
        Assert.Contains(operations, operation => operation.Parameters.Any());
        Offenders.None(undocumented);
    }

    [Fact]
    public async Task Every_response_body_has_an_example()
    {
        // A partial response and an archive have no meaningful example.
        var bodies = (await Contract.Of(service)).Operations
            .SelectMany(operation => operation.Bodies, (operation, body) => (
                Name: $"{operation} {body.Status}",
                body.MediaType,
                HasExample: body.Content["example"] is not null || body.Content["examples"] is not null))
            .ToList();

        Assert.True(bodies.Count(body => body.MediaType == "application/json") > 5);
        Offenders.None(bodies
            .Where(body => !body.Name.EndsWith("206", StringComparison.Ordinal) && body.MediaType != "application/zip")
            .Where(body => !body.HasExample)
            .Select(body => $"{body.Name}: no example"));
    }

    [Fact]
    public async Task Every_operation_has_an_example_of_each_problem_it_can_return()
    {
        var contract = await Contract.Of(service);
        var endpoints = Endpoints;
        var missing = new List<string>();
        // A mock would answer with an example of the schema instead of one of the response.
        Assert.Null(contract.ProblemSchema["examples"]);
        // Problems that belong to no operation are named in the introduction.
        var seen = ProblemCode.Statuses.Keys
            .Where(code => contract.Introduction.Contains($"`{code}`", StringComparison.Ordinal))
            .ToHashSet();
        foreach (var operation in contract.Operations)
        {
            var endpoint = endpoints.Single(candidate =>
                candidate.RoutePattern.RawText == operation.Path && MethodsOf(candidate).Contains(operation.Method));
            foreach (var code in endpoint.Metadata.GetRequiredMetadata<DocumentedProblems>().Codes)
            {
                var status = ProblemCode.Statuses[code].ToString(CultureInfo.InvariantCulture);
                var content = operation
                    .Bodies.SingleOrDefault(body => body.Status == status && body.MediaType == "application/problem+json")
                    .Content;
                if ((string?)content?["examples"]?[code]?["value"]?["code"] == code)
                    seen.Add(code);
                else
                    missing.Add($"{operation} {status} {code}: no example");
            }
        }

        Assert.True(seen.Count > 5);
        Offenders.None(missing);
        Assert.Equal(ProblemCode.Statuses.Keys.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_names_no_type_of_the_code()
    {
        var document = await service.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("KetamineScreening.", document, StringComparison.Ordinal);
    }

    // Pages, guides, the widget and the document itself are not part of the contract.
    private static bool IsUndescribed(string? address) =>
        address is "/" or "/data" or "/data/{release}" or "/openapi/v1.json" or "/worker.js" or "/app.webmanifest"
        || address is "/.well-known/security.txt" || SitePages.Addresses.Contains(address)
        || address!.StartsWith("/embed/", StringComparison.Ordinal)
        || address.StartsWith("/docs/", StringComparison.Ordinal)
        || File.Exists(Repository.PathOf($"src/KetamineScreening.Api/wwwroot{address}"));

    private static bool IsExcluded(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is { ExcludeFromDescription: true };

    // HEAD is supported wherever GET is, and is described once, in the introduction.
    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Except([HttpMethods.Head]);
}
