using KetamineScreening.Api.Health;
using KetamineScreening.Api.Help;
using KetamineScreening.Api.Learn;
using KetamineScreening.Api.Privacy;
using KetamineScreening.Api.Questionnaires;
using KetamineScreening.Api.Releases;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Api.OpenApi;

/// <summary>Names of the schemas in the OpenAPI document. Generated clients use them as names of types.</summary>
internal static class SchemaName
{
    // A generator derives names such as GetHelpResponse from the operations, and the names of some C# types are those of
    // globals of a browser (Option, Range) or of types that every C# file sees (Action).
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(ListQuestionnaires.Response)] = "QuestionnaireList",
        [typeof(ListReleases.Response)] = "ReleaseList",
        [typeof(ListLearningTexts.Response)] = "LearningTextList",
        [typeof(GetHelp.Response)] = "Help",
        [typeof(GetAllHelp.Response)] = "HelpOfAllCountries",
        [typeof(GetPrivacy.Response)] = "Privacy",
        [typeof(HealthResponse)] = "Health",
        [typeof(LearningDocument)] = "LearningText",
        [typeof(OptionDocument)] = "QuestionOption",
        [typeof(CountDocument)] = "AnswerCount",
        [typeof(ActionDocument)] = "RecommendedAction",
        [typeof(SourceDefinition)] = "ContentSource",
    };

    // Clients do not need the suffixes of the C# types: the schema of QuestionnaireDocument is Questionnaire.
    private static readonly string[] Roles = ["Document", "Definition"];

    /// <summary>The name of the schema of a type.</summary>
    public static string Of(Type type)
    {
        if (Names.TryGetValue(type, out var name)) return name;
        var role = Roles.FirstOrDefault(role => type.Name.EndsWith(role, StringComparison.Ordinal)) ?? "";
        return type.Name[..^role.Length];
    }
}
