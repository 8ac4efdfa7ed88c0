using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>A network observer sees lengths of encrypted messages and compares them with messages of their own.</summary>
/// <param name="row">The row.</param>
/// <param name="setup">Setup of the target.</param>
/// <param name="isNaive">Whether the naive build has such messages.</param>
/// <param name="measure">Lengths that one person causes.</param>
public sealed class LengthAttack(Row row, Setup setup, bool isNaive, Func<ITarget, Person, Task<int[]>> measure) : SingleAttack(row)
{
    private const int Neighbours = 5;

    /// <inheritdoc />
    public override int Rounds => 20;

    /// <inheritdoc />
    public override bool AppliesToNaive => isNaive;

    /// <inheritdoc />
    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync(setup);
        var bands = KnownQuestionnaire.Largest.Newest.Bands.Length;
        var samples = new List<(int[] Lengths, int Band)>();
        for (var i = 0; i < 20 * bands; i++) samples.Add((await measure(target, InBand(i % bands, random)), i % bands));
        for (var round = 0; round < rounds; round++)
        {
            var truth = random.Next(bands);
            var lengths = await measure(target, InBand(truth, random));
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(samples));
            var (band, votes) = samples
                .OrderBy(sample => Distance(sample.Lengths, lengths))
                .Take(Neighbours)
                .CountBy(sample => sample.Band)
                .MaxBy(vote => vote.Value);
            Row.Add(new Guess(band, (double)votes / (Neighbours + 1)), truth, 1.0 / bands, 1.0 / bands);
        }
    }

    private static int Distance(int[] one, int[] other) =>
        Math.Abs(one.Length - other.Length) * 1000 + one.Zip(other, (a, b) => Math.Abs(a - b)).Sum();

    private static Person InBand(int band, Random random)
    {
        for (var i = 0; i < 100_000; i++)
        {
            // Some answer every question and some leave many out, so that every band occurs.
            var (severity, leavesOut) = (random.NextDouble(), random.Next(2) * random.NextDouble());
            var person = KnownQuestionnaire.Largest.Answering(item =>
                item.Required ? random.Next(item.Options.Length)
                : random.NextDouble() < leavesOut ? -1
                : (int)(item.Options.Length * severity * random.NextDouble()));
            if (person.Result.Band.Index == band) return person;
        }

        throw new InvalidOperationException("No answers with this band were found.");
    }
}

/// <summary>Lengths of the messages of one person.</summary>
internal static class Measure
{
    /// <summary>The body of a request to the API.</summary>
    public static Task<int[]> Request(ITarget target, Person person) =>
        Task.FromResult<int[]>([Encoding.UTF8.GetByteCount(TargetActions.Body(person, contribute: true))]);

    /// <summary>The body of a request of the widget, by the rule in its script.</summary>
    public static async Task<int[]> WidgetRequest(ITarget target, Person person)
    {
        var script = await target.Http.GetStringAsync("/embed/service.js");
        var isPadded = script.Contains(".padEnd(BODY_LENGTH)", StringComparison.Ordinal);
        var block = int.Parse(script.Split("BODY_LENGTH = ")[1].Split(';')[0], CultureInfo.InvariantCulture);
        return [Math.Max(isPadded ? block : 0, (await Request(target, person))[0])];
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

    /// <summary>The TLS records of a response of the API.</summary>
    public static Task<int[]> Records(ITarget target, Person person) =>
        RecordsAsync(target, client => target.PostAsync(person, contribute: false, from: client));

    /// <summary>The TLS records of a response of the FHIR operation.</summary>
    public static Task<int[]> FhirRecords(ITarget target, Person person) =>
        RecordsAsync(target, client => PostFhirAsync(client, person));

    private static async Task<int[]> RecordsAsync(ITarget target, Func<HttpClient, Task<Reply>> post)
    {
        var bytes = new List<byte>();
        using var client = target.Client(tap: received => bytes.AddRange(received.Span));

        // The handshake comes with the first request.
        await Reply.Of(client, HttpMethod.Get, "/v1/releases");
        bytes.Clear();
        await post(client);
        var (content, lengths) = (bytes.ToArray(), new List<int>());
        for (var at = 0; at + 5 <= content.Length; at += 5 + lengths[^1])
        {
            lengths.Add(BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 3)));
        }

        return [.. lengths];
    }

    private static string FhirBody(Person person)
    {
        var (id, version) = (person.Questionnaire.Id, person.Questionnaire.Newest.Version);
        return new JsonObject
        {
            ["resourceType"] = "QuestionnaireResponse",
            ["questionnaire"] = $"https://ketamine-screening.example/fhir/Questionnaire/{id}|{version}",
            ["status"] = "completed",
            ["item"] = new JsonArray([.. person.Answers.Select(answer => new JsonObject
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
}
