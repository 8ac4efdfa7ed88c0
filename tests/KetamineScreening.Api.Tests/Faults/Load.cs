using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>People who answer one after the other, from several connections, and agree to be counted.</summary>
public sealed class Load
{
    private static readonly string Body = Some.Body(Some.Answers(("craving", "weekly"), ("hard-to-stop", "weekly")), contribute: true);

    private readonly HttpClient http;
    private readonly int atMost;
    private readonly Task clients;
    private int begun;
    private int accepted;
    private int unanswered;
    private volatile bool isEnough;

    /// <summary>Begins.</summary>
    /// <param name="http">Client with the address of the service.</param>
    /// <param name="connections">How many answer at a time.</param>
    /// <param name="atMost">How many answer at most.</param>
    public Load(HttpClient http, int connections, int atMost = int.MaxValue)
    {
        (this.http, this.atMost) = (http, atMost);
        clients = Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(Go)));
    }

    /// <summary>Results that came back whole and right, with <c>accepted</c>.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Requests that got no answer, since the service was gone.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Waits until all have answered, or the service is gone.</summary>
    public Task End() => clients;

    /// <summary>Lets nobody else begin, and waits for those who have.</summary>
    public Task Stop()
    {
        isEnough = true;
        return clients;
    }

    /// <summary>Waits until so many more have their results.</summary>
    public async Task More(int people)
    {
        for (var goal = Accepted + people; Accepted < goal && !clients.IsCompleted;) await Task.Delay(1, CancellationToken.None);
    }

    /// <summary>Sum of the screenings of the self-check in the open periods of a store, with the noise that it was born with; waits until it was born.</summary>
    public static async Task<long> Counted(string folder)
    {
        while (!TestStore.HasTable(folder, "counter")) await Task.Delay(50, TestContext.Current.CancellationToken);
        while (true)
        {
            await using (var connection = TestStore.Open(folder))
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = $"select cast(sum(value) as bigint) from counter where stratum like '{Some.SelfCheck}%' and cell like 'bands/%'";
                if (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is long sum) return sum;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task Go()
    {
        while (!isEnough && Interlocked.Increment(ref begun) <= atMost)
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
            Assert.Equal(("high", 12, "accepted"), ((string)result["band"]!["code"]!, (int)result["score"]!["value"]!, (string)result["contribution"]!));
            Interlocked.Increment(ref accepted);
        }
    }
}
