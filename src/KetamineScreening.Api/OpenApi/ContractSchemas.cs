using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Http;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Says in schemas what C# types cannot say.</summary>
internal sealed class ContractSchemas : ISchemaFilter
{
    private static readonly JsonNode[] Perspectives = ["self", "other"];
    private static readonly JsonNode[] Reviews = [.. ContentFiles.ReviewStates];
    private static readonly JsonNode[] Urgencies = ["now", "urgent", "soon", "routine"];
    private static readonly JsonNode[] Validations = ["not-validated"];

    // Only what the code itself decides is closed. Codes of an instrument (items, options, bands, audiences, rules, flags,
    // kinds of step) are content: a new version may bring others without a new contract.
    private static readonly Dictionary<(Type Type, string Property), JsonNode[]> ClosedLists = new()
    {
        [(typeof(ProblemDocument), "code")] = [.. ProblemCode.Statuses.Keys],
        [(typeof(ProblemError), "code")] = [.. ErrorCode.All],
        [(typeof(QuestionnaireEntry), "perspective")] = Perspectives,
        [(typeof(QuestionnaireEntry), "validation")] = Validations,
        [(typeof(LanguageEntry), "review")] = Reviews,
        [(typeof(QuestionnaireDocument), "perspective")] = Perspectives,
        [(typeof(QuestionnaireDocument), "review")] = Reviews,
        [(typeof(QuestionnaireDocument), "validation")] = Validations,
        [(typeof(ConditionDocument), "score")] = ["total"],
        [(typeof(FlagDocument), "urgency")] = Urgencies,
        [(typeof(FlagResult), "urgency")] = Urgencies,
        [(typeof(ScreeningResponse), "validation")] = Validations,
        [(typeof(ScreeningResponse), "contribution")] = ["accepted", "declined", "not-counted"],
        [(typeof(ReleaseDocument), "state")] = ["published", "withdrawn"],
        [(typeof(HelpContact), "purpose")] = [.. HelpCheck.Purposes],
        [(typeof(HelpContact), "sourceState")] = [.. HelpCheck.SourceStates],
        [(typeof(HelpContact), "commercial")] = [false],
        [(typeof(OpeningHours), "pattern")] = [.. HelpCheck.Patterns],
        [(typeof(OpeningHours), "days")] = [.. HelpCheck.Days],
        [(typeof(PrivacyPolicy), "singleScreeningsStored")] = [false],
        [(typeof(HealthResponse), "status")] = ["live", "ready", "stopping"],
    };

    // Written even when there is no value; whatever else is null is left out.
    private static readonly (Type Type, string Property)[] AlwaysThere = [(typeof(OptionDocument), "weight"), (typeof(BandDocument), "to")];

    private static readonly string[][] FormsOfCondition = [["item", "in"], ["count", "atLeast"], ["score", "atLeast"], ["all"], ["any"], ["not"]];

    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } concrete) return;

        // A request has no other members. An answer may get more of them one day, and a client passes over those.
        concrete.AdditionalPropertiesAllowed = context.Type != typeof(ScreeningRequest);
        foreach (var (name, property) in properties.Where(entry => entry.Value is OpenApiSchema).Select(entry => (entry.Key, (OpenApiSchema)entry.Value)))
        {
            if (property.Items is OpenApiSchemaReference item) item.Reference.Description = null;
            property.Type &= ~JsonSchemaType.Null;
            if (AlwaysThere.Contains((context.Type, name)))
            {
                property.Type |= JsonSchemaType.Null;
                (concrete.Required ??= new HashSet<string>()).Add(name);
            }

            if (ClosedLists.TryGetValue((context.Type, name), out var values)) (property.Items as OpenApiSchema ?? property).Enum = values;
        }

        if (context.Type == typeof(ConditionDocument)) SplitIntoForms(concrete);
    }

    // One schema with eight members that may all be left out says nothing to a compiler; six forms can be told apart.
    private static void SplitIntoForms(OpenApiSchema condition)
    {
        condition.OneOf = [.. FormsOfCondition.Select(form => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = form.ToDictionary(name => name, name => condition.Properties![name]),
            Required = form.ToHashSet(),
            AdditionalPropertiesAllowed = false,
        })];
        (condition.Properties, condition.Required, condition.Type) = (null, null, null);
    }
}
