using KetamineScreening.Api.Http.Errors;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Adds to the schemas what C# types cannot express: closed lists, null members, limits, and forms of conditions.</summary>
internal sealed class ContractSchemas : ISchemaFilter
{
    // Values of members whose list has one element. A schema of its own would be no help.
    private static readonly Dictionary<(Type Type, string Property), JsonNode> Constants = new()
    {
        [(typeof(ConditionDocument), "score")] = "total",
        [(typeof(HelpContact), "commercial")] = false,
        [(typeof(PrivacyPolicy), "singleScreeningsStored")] = false,
    };

    // Written even when null; all other null members are left out.
    private static readonly (Type Type, string Property)[] AlwaysThere =
        [(typeof(OptionDocument), "weight"), (typeof(BandDocument), "to")];

    // Limits that the service enforces or its content cannot exceed.
    private static readonly Dictionary<(Type Type, string Property), Action<OpenApiSchema>> Limits = new()
    {
        [(typeof(ScreeningRequest), "answers")] = answers => answers.MaxProperties = Questionnaire.MaxItems,
        [(typeof(SectionDocument), "items")] = items => items.MaxItems = Questionnaire.MaxItems,
        [(typeof(OpeningSpan), "days")] = days => days.MaxItems = 7,
        [(typeof(ReleaseFileDocument), "sha256")] = digest => (digest.MinLength, digest.MaxLength) = (64, 64),
        // Kiota makes this member the message of its exceptions.
        [(typeof(ProblemDocument), "detail")] = detail =>
            detail.AddExtension("x-ms-primary-error-message", new JsonNodeExtension(true)),
    };

    private static readonly Dictionary<string, string[]> FormsOfCondition = new(StringComparer.Ordinal)
    {
        ["ItemCondition"] = ["item", "in"],
        ["CountCondition"] = ["count", "atLeast"],
        ["ScoreCondition"] = ["score", "atLeast"],
        ["AllCondition"] = ["all"],
        ["AnyCondition"] = ["any"],
        ["NotCondition"] = ["not"],
    };

    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } concrete) return;

        // A request has no other members. A response may gain members, which clients ignore.
        concrete.AdditionalPropertiesAllowed = context.Type != typeof(ScreeningRequest) && context.Type != typeof(AboutRequest);
        foreach (var (name, value) in properties.ToList())
        {
            if (value is not OpenApiSchema property) continue;
            if (property.Items is OpenApiSchemaReference item) item.Reference.Description = null;
            property.Type &= ~JsonSchemaType.Null;
            if (AlwaysThere.Contains((context.Type, name)))
            {
                property.Type |= JsonSchemaType.Null;
                (concrete.Required ??= new HashSet<string>()).Add(name);
            }

            if (Limits.TryGetValue((context.Type, name), out var limit)) limit(property);
            if (Constants.TryGetValue((context.Type, name), out var constant)) property.Enum = [constant];
            if (ClosedList.Of(context.Type, name) is not { } list) continue;
            var reference = Reference(list, context);
            if (property.Items is not null) property.Items = reference;
            else properties[name] = reference;
            reference.Reference.Description = property.Items is null ? property.Description : null;
        }

        if (context.Type == typeof(ConditionDocument)) SplitIntoForms(concrete, context);
    }

    private static OpenApiSchemaReference Reference(ClosedList list, SchemaFilterContext context)
    {
        if (!context.SchemaRepository.Schemas.ContainsKey(list.Name))
        {
            context.SchemaRepository.AddDefinition(list.Name, new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = list.FullDescription,
                Enum = list.Values,
            });
        }

        return new OpenApiSchemaReference(list.Name);
    }

    // Six schemas with required members let a typed client distinguish the forms; one schema with optional members does not. They
    // are alternatives of anyOf, because NSwag and Kiota read oneOf as inheritance. It is as strict: no form allows other members.
    private static void SplitIntoForms(OpenApiSchema condition, SchemaFilterContext context)
    {
        foreach (var (name, members) in FormsOfCondition)
        {
            context.SchemaRepository.AddDefinition(name, new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = $"A condition with {string.Join(" and ", members.Select(member => $"`{member}`"))}.",
                Properties = members.ToDictionary(member => member, member => condition.Properties![member]),
                Required = members.ToHashSet(),
                AdditionalPropertiesAllowed = false,
            });
        }

        condition.AnyOf = [.. FormsOfCondition.Keys.Select(name => new OpenApiSchemaReference(name))];
        (condition.Properties, condition.Required, condition.Type) = (null, null, null);
    }
}
