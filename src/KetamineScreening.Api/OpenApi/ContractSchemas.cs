using KetamineScreening.Api.Http.Errors;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Configuration;
using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Interface;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Api.Screenings;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Questionnaires;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Adds to the schemas what C# types cannot express: closed lists, null members, and forms of conditions.</summary>
internal sealed class ContractSchemas : ISchemaFilter
{
    private static readonly JsonNode[] Perspectives = ["self", "other"];
    private static readonly JsonNode[] Reviews = [.. ContentFiles.ReviewStates];
    private static readonly JsonNode[] Urgencies = [.. ScreeningResponse.Urgencies];
    private static readonly JsonNode[] Validations = ["not-validated"];

    // Only lists that the code decides are closed. Codes of a questionnaire (items, options, bands, audiences, rules, flags,
    // kinds of step) are content: a new version can add some without a new contract.
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
        [(typeof(AboutRequest), "ageBand")] = [.. AboutPerson.AgeBands],
        [(typeof(AboutRequest), "gender")] = [.. AboutPerson.Genders],
        [(typeof(ScreeningResponse), "validation")] = Validations,
        [(typeof(ScreeningResponse), "contribution")] = ["received", "declined"],
        [(typeof(ReleaseDocument), "state")] = ["published", "withdrawn"],
        [(typeof(HelpContact), "purpose")] = [.. HelpCodes.Purposes],
        [(typeof(HelpContact), "sourceState")] = [.. HelpCodes.SourceStates],
        [(typeof(HelpContact), "commercial")] = [false],
        [(typeof(OpeningHours), "pattern")] = [.. HelpCodes.Patterns],
        [(typeof(OpeningSpan), "days")] = [.. HelpCodes.Days],
        [(typeof(InterfaceTextsDocument), "review")] = Reviews,
        [(typeof(InterfaceTextsDocument), "direction")] = ["ltr", "rtl"],
        [(typeof(PrivacyPolicy), "singleScreeningsStored")] = [false],
        [(typeof(HealthResponse), "status")] = ["live", "ready", "stopping"],
    };

    // Written even when null; all other null members are left out.
    private static readonly (Type Type, string Property)[] AlwaysThere =
        [(typeof(OptionDocument), "weight"), (typeof(BandDocument), "to")];

    private static readonly string[][] FormsOfCondition =
        [["item", "in"], ["count", "atLeast"], ["score", "atLeast"], ["all"], ["any"], ["not"]];

    /// <inheritdoc />
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { } properties } concrete) return;

        // A request has no other members. A response may gain members, which clients ignore.
        concrete.AdditionalPropertiesAllowed = context.Type != typeof(ScreeningRequest) && context.Type != typeof(AboutRequest);
        foreach (var (name, value) in properties)
        {
            if (value is not OpenApiSchema property) continue;
            if (property.Items is OpenApiSchemaReference item) item.Reference.Description = null;
            property.Type &= ~JsonSchemaType.Null;
            if (AlwaysThere.Contains((context.Type, name)))
            {
                property.Type |= JsonSchemaType.Null;
                (concrete.Required ??= new HashSet<string>()).Add(name);
            }

            if (!ClosedLists.TryGetValue((context.Type, name), out var values)) continue;
            (property.Items as OpenApiSchema ?? property).Enum = values;
        }

        if (context.Type == typeof(ConditionDocument)) SplitIntoForms(concrete);
    }

    // Six schemas with required members let a typed client distinguish the forms; one schema with optional members does not.
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
