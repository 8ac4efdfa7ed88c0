using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A kind of request with the answers of a person.</summary>
/// <param name="Path">Path below the questionnaire.</param>
/// <param name="Status">Expected status.</param>
/// <param name="Accept">Media type of the response.</param>
/// <param name="Body">The body.</param>
internal sealed record RecordedMessage(string Path, int Status, string Accept, Func<Person, string> Body)
{
    private const string Json = "application/json";
    private const string FhirJson = "application/fhir+json";
    private const string FhirXml = "application/fhir+xml";

    /// <summary>A screening that is scored.</summary>
    public static RecordedMessage Result { get; } = new("/screenings", 200, Json, person => V1Body(person.Answers, false));

    /// <summary>The same with the FHIR operations.</summary>
    public static IReadOnlyList<RecordedMessage> FhirResults { get; } =
    [
        new("/$score", 200, FhirJson, person => Measure.FhirBody(person)),
        new("/$score", 200, FhirXml, person => Measure.FhirBody(person)),
        new("/$process-response", 200, FhirJson, person => Measure.FhirBody(person)),
        new("/$process-response", 200, FhirXml, person => Measure.FhirBody(person)),
    ];

    /// <summary>Screenings that are refused because every answer is wrong, as from a client with the codes of another version.</summary>
    public static IReadOnlyList<RecordedMessage> Refusals { get; } =
    [
        new("/screenings", 422, Json, person => V1Body(WrongAnswers(person), false)),
        new("/screenings", 400, Json, person => V1Body(WrongAnswers(person), "no boolean")),
        new("/$score", 422, FhirJson, person => Measure.FhirBody(person, WrongAnswers(person))),
        new("/$process-response", 422, FhirXml, person => Measure.FhirBody(person, WrongAnswers(person))),
    ];

    /// <summary>Whether it is a FHIR operation.</summary>
    public bool IsFhir => Accept != Json;

    /// <summary>A request of a person, from a browser that can decompress.</summary>
    public HttpRequestMessage Request(Person person, Version version)
    {
        var root = IsFhir ? "/fhir/Questionnaire/" : "/v1/questionnaires/";
        var request = new HttpRequestMessage(HttpMethod.Post, root + person.Questionnaire.Id + Path)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(Body(person), Encoding.UTF8, IsFhir ? FhirJson : Json),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Accept));
        request.Headers.Add("Accept-Encoding", "gzip, deflate, br");
        return request;
    }

    private static string V1Body(IEnumerable<KeyValuePair<string, string>> answers, JsonNode contribute) => new JsonObject
    {
        ["answers"] = new JsonObject(answers.Select(answer => KeyValuePair.Create(answer.Key, (JsonNode?)answer.Value))),
        ["contribute"] = contribute,
    }.ToJsonString();

    private static Dictionary<string, string> WrongAnswers(Person person) => person.Answers.ToDictionary(answer => answer.Key, _ => "x");
}
