using FastEndpoints;

namespace KetamineScreening.Api.Tests.Http;

public sealed class EndpointListTests(SharedService service)
{
    [Fact]
    public async Task Every_endpoint_class_is_listed_and_has_the_name_of_its_operation()
    {
        var classes = Endpoints.All;
        // The FHIR endpoints are described by /fhir/metadata instead.
        var described = classes
            .Where(type => !type.Namespace!.StartsWith("KetamineScreening.Api.Fhir", StringComparison.Ordinal))
            .Select(type => type.Name)
            .ToList();
        var document = await service.Get("/openapi/v1.json");
        var operations = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => (string)operation.Value!["operationId"]!)
            .ToList();

        Assert.True(described.Count >= 10);
        Assert.Equal(described.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(Endpoints)
                .Assembly.GetTypes()
                .Where(type => type.IsAssignableTo(typeof(IEndpoint)) && !type.IsAbstract)
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            classes.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_references_only_the_runtime()
    {
        var references = typeof(Domain.Questionnaires.Questionnaire)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Net.Http", references);
        Assert.DoesNotContain("System.Data.Common", references);
    }
}
