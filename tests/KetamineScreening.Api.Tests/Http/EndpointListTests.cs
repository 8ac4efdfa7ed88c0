using KetamineScreening.Api.Http;

namespace KetamineScreening.Api.Tests.Http;

public sealed class EndpointListTests(SharedService service)
{
    [Fact]
    public async Task Every_endpoint_class_is_in_the_list_and_is_called_like_its_operation()
    {
        var classes = typeof(IEndpoint).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IEndpoint)) && type.IsClass).Select(type => type.Name).ToList();
        // What speaks FHIR is described in the terms of FHIR, at /fhir/metadata.
        classes.RemoveAll(name => typeof(IEndpoint).Assembly.GetType($"KetamineScreening.Api.Fhir.{name}") is not null);
        var document = await service.Get("/openapi/v1.json");
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (string)operation.Value!["operationId"]!).ToList();

        Assert.True(classes.Count >= 10);
        Assert.Equal(classes.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_refers_to_nothing_but_the_runtime()
    {
        var references = typeof(Domain.Questionnaires.Questionnaire).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!).ToList();

        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => !name.StartsWith("System.", StringComparison.Ordinal));
        Assert.DoesNotContain("System.Net.Http", references);
        Assert.DoesNotContain("System.Data.Common", references);
    }
}
