using System.Data.Common;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.Data.Sqlite;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>Requests to a service that runs in a container or a machine of its own, and what it has counted.</summary>
internal static class InstalledService
{
    private static readonly HttpClient Http = new();

    /// <summary>Whether the service is reachable and ready.</summary>
    public static async Task<bool> IsReady(Uri address)
    {
        try
        {
            using var response = await Http.GetAsync(new Uri(address, "/health/ready"), TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Posts screenings that are to be counted.</summary>
    public static async Task Contribute(Uri address, int screenings)
    {
        for (var i = 0; i < screenings; i++)
        {
            using var body = new StringContent(Some.Body(contribute: true), Encoding.UTF8, "application/json");
            var path = new Uri(address, $"/v1/questionnaires/{Some.SelfCheck}/screenings");
            using var response = await Http.PostAsync(path, body, TestContext.Current.CancellationToken);
            var result = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal("received", (string?)result!["contribution"]);
        }
    }

    /// <summary>Number of committed self-checks in a SQLite file, initial noise included, and the ids of their open periods.</summary>
    public static Task<(long Screenings, string Periods)> Counted(string store, string keys) =>
        Counted(() => new SqliteConnection($"Data Source={store};Mode=ReadOnly;Pooling=False"), keys);

    /// <summary>The same in any store; waits until it has counters.</summary>
    public static async Task<(long Screenings, string Periods)> Counted(Func<DbConnection> connect, string keys)
    {
        IReadOnlyList<(string Period, string Cell, long Value)> counters = [];
        await Wait.Until(
            () =>
            {
                using var connection = connect();
                connection.Open();
                counters = [.. OpenedStore.Counters(connection, keys, Some.SelfCheck)];
                return counters.Count > 0;
            },
            "the store has counters");
        return (Totals.Screenings(counters), string.Join(' ', counters.Select(counter => counter.Period).Distinct()));
    }
}
