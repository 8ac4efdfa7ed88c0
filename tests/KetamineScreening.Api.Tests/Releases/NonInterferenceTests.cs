using System.Net;
using System.Text;
using KetamineScreening.Api.Tests.Aggregates;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KetamineScreening.Api.Tests.Releases;

/// <summary>Submissions during an open period do not change the response of any address.</summary>
[Trait("store", "both")]
public sealed class NonInterferenceTests(ReleasedQuarter quarter) : IClassFixture<ReleasedQuarter>
{
    private const int Sequences = 8;
    private static readonly string[] Questionnaires = [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    // Ids that releases of the open quarter would have.
    private static readonly string[] Open = [.. Questionnaires.Select(id => $"{id}-2-2027q1")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_sequence_of_submissions_leaves_every_GET_response_byte_identical()
    {
        var addresses = await Addresses();
        var before = await Read(addresses);
        var written = Written();
        Assert.True(addresses.Count > 40, string.Join('\n', addresses));
        Assert.True(before.Values.Count(reply => reply.StartsWith("200", StringComparison.Ordinal)) > 25);

        for (var seed = 1; seed <= Sequences; seed++)
        {
            var random = new Random(seed);
            var keys = new List<string>();
            for (var left = random.Next(1, 40); left > 0; left--) await Send(random, keys);

            // Compare before, during or after the write of a batch.
            if (random.Next(2) == 0) await quarter.Service.Turn();
            var turn = Task.Run(quarter.Service.PassInterval, Cancellation);
            AssertSame(before, await Read(addresses), seed);
            await turn;
        }

        await quarter.Service.Eventually(() => Written() != written, "something was written meanwhile");
        AssertSame(before, await Read(addresses), Sequences);

        // The comparison detects a change: a withdrawal by the operator is visible.
        var releases = quarter.Service.Services.GetRequiredService<Api.Releases.ReleaseStore>();
        await releases.WithdrawAsync(ReleasedQuarter.Id, "To see what that looks like.", Cancellation);
        await quarter.Service.Turn();
        Assert.NotEqual(before, await Read(addresses));

        long Written() => quarter.Service.Query("select commits from period").Sum(row => (long)row[0]);
    }

    private static void AssertSame(Dictionary<string, string> before, Dictionary<string, string> after, int seed)
    {
        foreach (var (address, reply) in before)
        {
            Assert.True(reply == after[address], $"{address} changed after sequence {seed}, from:\n{reply}\n\nto:\n{after[address]}");
        }
    }

    // Sends a random submission: contributed, declined, repeated with the same idempotency key, or invalid.
    private async Task Send(Random random, List<string> keys)
    {
        var questionnaire = random.GetItems(Questionnaires, 1)[0];
        var examples = Expected.Examples(questionnaire);
        var answers = examples[random.Next(examples.Count)];
        var (kind, expected) = (random.Next(10), HttpStatusCode.OK);
        var (body, key) = (Some.Body(answers, contribute: kind < 7), (string?)null);
        if (kind is 4 or 5) keys.Add(key = Guid.NewGuid().ToString());
        if (kind is 6 && keys.Count > 0) key = keys[random.Next(keys.Count)];
        if (kind is 8) (body, expected) = (body[..random.Next(body.Length)], HttpStatusCode.BadRequest);
        if (kind is 9)
        {
            var invalid = new Dictionary<string, string>(answers) { ["mood-swings"] = "on-tuesdays" };
            (body, expected) = (Some.Body(invalid, contribute: true), HttpStatusCode.UnprocessableEntity);
        }

        using var response = await quarter.Service.Post(questionnaire, body, request =>
        {
            if (key is not null) request.Headers.Add("Idempotency-Key", key);
        });
        Assert.Equal(expected, response.StatusCode);
    }

    private async Task<Dictionary<string, string>> Read(IEnumerable<string> addresses)
    {
        var replies = new Dictionary<string, string>();
        foreach (var address in addresses)
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            {
                using var request = new HttpRequestMessage(method, address);
                using var response = await quarter.Service.Http.SendAsync(request, Cancellation);
                var headers = response.Headers.Concat(response.Content.Headers)
                    .Where(header => header.Key != "Date")
                    .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
                var body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(Cancellation));
                replies[$"{method} {address}"] =
                    $"{(int)response.StatusCode}\n{string.Join('\n', headers.Order(StringComparer.Ordinal))}\n{body}";
            }
        }

        return replies;
    }

    // Every routed address that supports GET, with all values of its parameters.
    private async Task<IReadOnlyList<string>> Addresses()
    {
        var files = (await quarter.Files()).Keys.ToList();
        var templates = quarter.Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))
            .Distinct();
        return [.. templates
            .SelectMany(address => Fill(address, "{id}", Questionnaires))
            .SelectMany(address => Fill(address, "{version}", [Some.Version, Some.RetiredVersion]))
            .SelectMany(address => Fill(address, "{release}", [ReleasedQuarter.Id, .. Open]))
            .SelectMany(address => Fill(address, "{file}", files)),
            "/docs/index.html", "/metrics", "/v1/help?country=GB", $"/v1/releases/latest?questionnaire={Some.QuickCheck}",
            .. Questionnaires.Select(id => $"/v1/series?questionnaire={id}"), $"/v1/series?questionnaire={Some.SelfCheck}&format=csv"];
    }

    private static IEnumerable<string> Fill(string address, string placeholder, IEnumerable<string> values) =>
        address.Contains(placeholder, StringComparison.Ordinal)
            ? values.Select(value => address.Replace(placeholder, value, StringComparison.Ordinal))
            : [address];
}
