using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks;

/// <summary>Requests that are sent in turn; a fixed seed makes them the same in every run.</summary>
/// <param name="Messages">The requests.</param>
internal sealed record Requests(IReadOnlyList<Message> Messages)
{
    /// <summary>Number of requests per questionnaire.</summary>
    public const int PerQuestionnaire = 100;

    private static readonly KeyValuePair<string, string> UnknownItem = KeyValuePair.Create("no-such-item", "yes");

    /// <summary>Valid screenings.</summary>
    /// <param name="questionnaires">The questionnaires; a hundred screenings of each.</param>
    /// <param name="contribute">Whether the screenings ask to be counted.</param>
    /// <param name="language">Value of Accept-Language; null for none.</param>
    public static Requests Screenings(IEnumerable<Questionnaire> questionnaires, bool contribute, string? language = null) =>
        new([.. questionnaires.SelectMany(questionnaire =>
            Answers(questionnaire).Select(answers => Screening(questionnaire, answers, contribute, language)))]);

    /// <summary>Screenings with an answer to an unknown item, which are rejected.</summary>
    public static Requests Invalid(IEnumerable<Questionnaire> questionnaires) =>
        new([.. questionnaires.SelectMany(questionnaire =>
            Answers(questionnaire).Select(answers => Screening(questionnaire, [.. answers, UnknownItem], contribute: true)))]);

    /// <summary>Valid screenings as FHIR QuestionnaireResponse resources that ask to be counted.</summary>
    public static Requests Fhir(IEnumerable<Questionnaire> questionnaires) =>
        new([.. questionnaires.SelectMany(questionnaire =>
            Answers(questionnaire).Select(answers => FhirResponse(questionnaire, answers)))]);

    /// <summary>Repeated GET requests for one path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="tag">Entity tag of the content in the client's cache, for a conditional request; null for none.</param>
    /// <param name="acceptEncoding">Value of Accept-Encoding; null for none.</param>
    public static Requests Get(string path, string? tag = null, string? acceptEncoding = null)
    {
        var headers = new Dictionary<string, string>();
        if (acceptEncoding is not null) headers["Accept-Encoding"] = acceptEncoding;
        if (tag is not null) headers["If-None-Match"] = tag;
        return new([new Message("GET", path, headers)]);
    }

    /// <summary>Bodies of screenings of one questionnaire.</summary>
    public static IReadOnlyList<string> Bodies(Questionnaire questionnaire, bool contribute) =>
        [.. Screenings([questionnaire], contribute).Messages.Select(message => message.Body!)];

    private static IEnumerable<IReadOnlyCollection<KeyValuePair<string, string>>> Answers(Questionnaire questionnaire)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, PerQuestionnaire).Select(_ => Interview.Of(questionnaire, Choose))];

        int Choose(Item item) => item.Required ? item.Options.Length - 1
            : random.Next(10) == 0 ? -1
            : random.Next(item.Options.Length);
    }

    private static Message Screening(
        Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers, bool contribute, string? language = null)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        if (language is not null) headers["Accept-Language"] = language;
        var members = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value)));
        var body = new JsonObject { ["answers"] = members, ["contribute"] = contribute };
        return new Message("POST", $"/v1/questionnaires/{questionnaire.Id}/screenings?country=IE", headers, body.ToJsonString());
    }

    private static Message FhirResponse(Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers)
    {
        const string Canonical = "https://ketamine-screening.example/fhir";
        var items = answers.Select(answer => (JsonNode)new JsonObject
        {
            ["linkId"] = answer.Key,
            ["answer"] = new JsonArray(new JsonObject { ["valueCoding"] = new JsonObject { ["code"] = answer.Value } }),
        });
        var contribute = new JsonObject { ["url"] = $"{Canonical}/StructureDefinition/contribute", ["valueBoolean"] = true };
        var response = new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["extension"] = new JsonArray(contribute),
            ["questionnaire"] = $"{Canonical}/Questionnaire/{questionnaire.Id}|{questionnaire.Version}",
            ["status"] = "completed",
            ["item"] = new JsonArray([.. items]),
        };
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/fhir+json" };
        return new Message("POST", $"/fhir/Questionnaire/{questionnaire.Id}/$score?country=IE", headers, response.ToJsonString());
    }
}
