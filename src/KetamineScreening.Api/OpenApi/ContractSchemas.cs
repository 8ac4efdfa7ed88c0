using KetamineScreening.Api.Http;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Says in schemas what C# types cannot say.</summary>
public sealed class ContractSchemas : ISchemaFilter
{
    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema concrete || concrete.Properties is null) return;
        if (context.Type == typeof(ConditionDocument)) concrete.Properties.Remove("is");
        if (context.Type == typeof(ScreeningRequest)) concrete.AdditionalPropertiesAllowed = false;
        if (context.Type == typeof(ProblemDocument)) Enumerate(concrete, "code", ProblemCode.Statuses.Keys);
        if (context.Type == typeof(ProblemError)) Enumerate(concrete, "code", ErrorCode.All);
        if (context.Type == typeof(ScreeningResponse)) Enumerate(concrete, "contribution", ["accepted", "declined", "not-counted"]);

        // What is null is left out, so a property that is there has a value, save those that are always written.
        foreach (var property in concrete.Properties.Values.OfType<OpenApiSchema>()) property.Type &= ~JsonSchemaType.Null;
        if (context.Type == typeof(Questionnaires.OptionDocument)) Nullable(concrete, "weight");
        if (context.Type == typeof(Questionnaires.BandDocument)) Nullable(concrete, "to");
    }

    private static void Enumerate(OpenApiSchema schema, string property, IEnumerable<string> values) =>
        ((OpenApiSchema)schema.Properties![property]).Enum = [.. values];

    private static void Nullable(OpenApiSchema schema, string property)
    {
        ((OpenApiSchema)schema.Properties![property]).Type |= JsonSchemaType.Null;
        (schema.Required ??= new HashSet<string>()).Add(property);
    }
}
