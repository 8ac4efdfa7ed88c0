using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Lengths of the messages of one person.</summary>
internal static partial class Measure
{
    /// <summary>The body of a request to the API.</summary>
    public static Task<int[]> Request(ITarget target, Person person) =>
        Task.FromResult<int[]>([Encoding.UTF8.GetByteCount(TargetActions.Body(person, contribute: true))]);

    /// <summary>The body of a request of the widget, by the rule in its script.</summary>
    public static async Task<int[]> WidgetRequest(ITarget target, Person person)
    {
        var script = await target.Http.GetStringAsync("/embed/ketamine-screening.js");
        var padded = PaddedBody().Match(script).Groups["length"];
        var length = padded.Success ? int.Parse(padded.Value, CultureInfo.InvariantCulture) : 0;
        return [Math.Max(length, (await Request(target, person))[0])];
    }

    /// <summary>The body of a request to the FHIR operation.</summary>
    public static Task<int[]> FhirRequest(ITarget target, Person person) =>
        Task.FromResult<int[]>([Encoding.UTF8.GetByteCount(FhirBody(person))]);

    /// <summary>A response of the API.</summary>
    public static async Task<int[]> Response(ITarget target, Person person) =>
        [(await target.PostAsync(person, contribute: false)).Body.Length];

    /// <summary>A response of the FHIR operation.</summary>
    public static async Task<int[]> FhirResponse(ITarget target, Person person) =>
        [(await PostFhirAsync(target.Http, person)).Body.Length];

    /// <summary>The body of a request to a FHIR operation.</summary>
    /// <param name="person">The person.</param>
    /// <param name="answers">Other answers than those of the person.</param>
    public static string FhirBody(Person person, IReadOnlyDictionary<string, string>? answers = null)
    {
        var (id, version) = (person.Questionnaire.Id, person.Questionnaire.Newest.Version);
        return new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["questionnaire"] = $"https://ketamine-screening.example/fhir/Questionnaire/{id}|{version}",
            ["status"] = "completed",
            ["item"] = new JsonArray([.. (answers ?? person.Answers).Select(answer => new JsonObject
            {
                ["linkId"] = answer.Key,
                ["answer"] = new JsonArray(new JsonObject { ["valueCoding"] = new JsonObject { ["code"] = answer.Value } }),
            })]),
        }.ToJsonString();
    }

    private static async Task<Reply> PostFhirAsync(HttpClient client, Person person)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/fhir/Questionnaire/{person.Questionnaire.Id}/$score")
        {
            Content = new StringContent(FhirBody(person), Encoding.UTF8, "application/fhir+json"),
        };
        var reply = await Reply.Of(client, request);
        return reply.Status == 200 ? reply : throw new InvalidOperationException(reply.Text);
    }

    [GeneratedRegex(@"\.padEnd\((?<length>\d+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PaddedBody();
}
