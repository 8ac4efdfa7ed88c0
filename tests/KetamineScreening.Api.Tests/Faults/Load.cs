using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>Clients that post screenings with consent to contribute, one after the other on each of several connections.</summary>
public sealed class Load
{
    private static readonly string Body = Some.Body(Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly")), contribute: true);

    private readonly HttpClient http;
    private readonly int atMost;
    private readonly Task clients;
    private int started;
    private int received;
    private int unanswered;
    private volatile bool isStopping;

    /// <summary>Starts the clients.</summary>
    /// <param name="http">HTTP client with the base address of the service.</param>
    /// <param name="connections">Number of concurrent clients.</param>
    /// <param name="atMost">Maximum number of screenings.</param>
    public Load(HttpClient http, int connections, int atMost = int.MaxValue)
    {
        (this.http, this.atMost) = (http, atMost);
        clients = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(Post)));
    }

    /// <summary>Number of screenings with the correct result and a received contribution.</summary>
    public int Received => Volatile.Read(ref received);

    /// <summary>Number of requests without a response, because the service was not reachable.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Waits until the maximum is reached or the service is not reachable.</summary>
    public Task End() => clients;

    /// <summary>Starts no further request, and waits for those in flight.</summary>
    public Task Stop()
    {
        isStopping = true;
        return clients;
    }

    /// <summary>Waits until this many more contributions have been received.</summary>
    public Task More(int people)
    {
        var goal = Received + people;
        return Wait.Until(() => Received >= goal || clients.IsCompleted, $"{people} more contributions are received");
    }

    /// <summary>
    /// Sum of the self-check screenings in the open periods of a store, including the initial noise of the counters; waits until
    /// the counters exist.
    /// </summary>
    public static async Task<long> Counted(string folder)
    {
        IReadOnlyList<(string Period, string Cell, long Value)> counters = [];
        await Wait.Until(() => (counters = Totals.Counters(folder, questionnaire: Some.SelfCheck)).Count > 0, "the store has counters");
        return Totals.Screenings(counters);
    }

    private async Task Post()
    {
        while (!isStopping && Interlocked.Increment(ref started) <= atMost)
        {
            string text;
            try
            {
                using var content = new StringContent(Body, null, "application/json");
                using var response = await http.PostAsync($"/v1/questionnaires/{Some.SelfCheck}/screenings", content);
                text = await response.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref unanswered);
                return;
            }

            var result = JsonNode.Parse(text)!;
            Assert.Equal(
                ("high", 12, "received"),
                ((string)result["band"]!["code"]!, (int)result["score"]!["value"]!, (string)result["contribution"]!));
            Interlocked.Increment(ref received);
        }
    }
}
