using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Benchmarks;

/// <summary>A request.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its address.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body, if it has one.</param>
internal sealed record Message(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string? Body = null);

/// <summary>Requests that are sent in turn: the same ones in every run, from a generator with a fixed seed.</summary>
/// <param name="Messages">The requests.</param>
internal sealed record Requests(IReadOnlyList<Message> Messages)
{
    /// <summary>How many there are of each instrument.</summary>
    public const int OfEach = 100;

    /// <summary>Screenings, as people would fill them in.</summary>
    /// <param name="questionnaires">The instruments, a hundred of each.</param>
    /// <param name="contribute">Whether they are to be counted.</param>
    /// <param name="language">The language that is asked for.</param>
    public static Requests Screenings(IEnumerable<Questionnaire> questionnaires, bool contribute, string? language = null) =>
        new([.. questionnaires.SelectMany(questionnaire => Answers(questionnaire).Select(answers => Screening(questionnaire, answers, contribute, language)))]);

    /// <summary>The same with an answer to a question that there is not.</summary>
    public static Requests Refused(IEnumerable<Questionnaire> questionnaires) =>
        new([.. questionnaires.SelectMany(questionnaire => Answers(questionnaire).Select(answers => Screening(questionnaire, [.. answers, KeyValuePair.Create("no-such-item", "yes")], contribute: true)))]);

    /// <summary>The same answers as responses of FHIR, to be counted.</summary>
    public static Requests Fhir(IEnumerable<Questionnaire> questionnaires) =>
        new([.. questionnaires.SelectMany(questionnaire => Answers(questionnaire).Select(answers => Response(questionnaire, answers)))]);

    /// <summary>One address again and again.</summary>
    /// <param name="path">The address.</param>
    /// <param name="known">What the client has of it already.</param>
    public static Requests Get(string path, byte[]? known = null)
    {
        var headers = new Dictionary<string, string>();
        if (known is not null) headers["If-None-Match"] = $"\"{Convert.ToHexStringLower(SHA256.HashData(known))}\"";
        return new([new Message("GET", path, headers)]);
    }

    /// <summary>Bodies of screenings of one instrument.</summary>
    public static IReadOnlyList<string> Bodies(Questionnaire questionnaire, bool contribute) =>
        [.. Screenings([questionnaire], contribute).Messages.Select(message => message.Body!)];

    private static IEnumerable<IReadOnlyCollection<KeyValuePair<string, string>>> Answers(Questionnaire questionnaire)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, OfEach).Select(_ =>
            Interview.Of(questionnaire, item => item.Required ? item.Options.Length - 1 : random.Next(10) == 0 ? -1 : random.Next(item.Options.Length)))];
    }

    private static Message Screening(Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers, bool contribute, string? language = null)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        if (language is not null) headers["Accept-Language"] = language;
        var members = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value)));
        var body = new JsonObject { ["answers"] = members, ["contribute"] = contribute };
        return new Message("POST", $"/v1/questionnaires/{questionnaire.Id}/screenings?country=IE", headers, body.ToJsonString());
    }

    private static Message Response(Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers)
    {
        const string Canonical = "https://ketamine-screening.example/fhir";
        var items = answers.Select(answer => (JsonNode)new JsonObject
        {
            ["linkId"] = answer.Key,
            ["answer"] = new JsonArray(new JsonObject { ["valueCoding"] = new JsonObject { ["code"] = answer.Value } }),
        });
        var response = new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["extension"] = new JsonArray(new JsonObject { ["url"] = $"{Canonical}/StructureDefinition/contribute", ["valueBoolean"] = true }),
            ["questionnaire"] = $"{Canonical}/Questionnaire/{questionnaire.Id}|{questionnaire.Version}",
            ["status"] = "completed",
            ["item"] = new JsonArray([.. items]),
        };
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/fhir+json" };
        return new Message("POST", $"/fhir/Questionnaire/{questionnaire.Id}/$score?country=IE", headers, response.ToJsonString());
    }
}
