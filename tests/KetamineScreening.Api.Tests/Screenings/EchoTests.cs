using System.Text;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>Problems contain pointers but no values from the request, and the log contains neither: a value may be an answer.</summary>
public sealed class EchoTests(SharedService service)
{
    private const string Canary = "canary-7f3a";
    private const string LongCanary = "canary-7f3a-canary-7f3a";

    private static readonly TheoryDataRow<int, Action<HttpRequestMessage>>[] InBodies =
    [
        Body(400, $$"""{{Canary}}"""),
        Body(400, $$"""{"answers":{"last-used":"{{Canary}}"""),
        Body(400, $$"""{"answers":{"last-used":"never"},"contribute":true} {{Canary}}"""),
        Body(400, $$"""{"answers":{"last-used":"never"},"contribute":true,"name":"{{Canary}}"}"""),
        Body(400, $$"""{"answers":{"last-used":"never"},"contribute":true,"name":{"{{Canary}}":["{{Canary}}"]} }"""),
        Body(400, $$"""{"answers":{"last-used":"never"},"contribute":"{{Canary}}"}"""),
        Body(400, $$"""{"answers":"{{Canary}}","contribute":true}"""),
        Body(400, $$"""{"answers":["{{Canary}}"],"contribute":true}"""),
        Body(400, $$"""{"answers":{"last-used":"never","last-used":"{{Canary}}"},"contribute":true}"""),
        Body(400, $$"""{"answers":{"last-used":["{{Canary}}"]},"contribute":true}"""),
        Body(400, $$"""{"answers":{"last-used":{"{{Canary}}":"{{Canary}}"} },"contribute":true}"""),
        Body(404, $$"""{"version":"{{Canary}}","answers":{"last-used":"never"},"contribute":true}"""),
        Body(422, $$"""{"answers":{"last-used":"{{Canary}}"},"contribute":true}"""),
        Body(422, $$"""{"answers":{"last-used":"never","shoe-size":"{{Canary}}"},"contribute":true}"""),
        Body(422, $$"""{"answers":{"last-used":"never","craving":"{{Canary}}"},"contribute":true}"""),
    ];

    private static readonly TheoryDataRow<int, Action<HttpRequestMessage>>[] InNames =
    [
        Body(400, $$"""{"answers":{"last-used":"never"},"contribute":true,"{{Canary}}":1}"""),
        Body(400, $$"""{"answers":{"last-used":"never","{{Canary}}":1},"contribute":true}"""),
        Body(422, $$"""{"answers":{"last-used":"never","{{Canary}}":"weekly"},"contribute":true}"""),
    ];

    private static readonly TheoryDataRow<int, Action<HttpRequestMessage>>[] InHeaders =
    [
        Header(400, "Idempotency-Key", Canary),
        Header(200, "Idempotency-Key", LongCanary),
        Header(200, "Accept", Canary),
        Header(200, "Accept-Language", Canary),
        Header(200, "User-Agent", Canary),
        Header(200, "Cookie", $"a={Canary}"),
        Header(200, "Referer", $"https://{Canary}.example"),
        Header(200, "Origin", $"https://{Canary}.example"),
        Header(200, "X-Forwarded-For", Canary),
        Header(200, "X-Request-Id", Canary),
        Header(200, "traceparent", Canary),
        Header(200, "Authorization", $"Bearer {Canary}"),
        new(415, request => request.Content = new StringContent("{}", Encoding.UTF8, $"application/{Canary}")) { Label = "Content-Type" },
        new(415, request => request.Content!.Headers.ContentType!.CharSet = Canary) { Label = "charset" },
        Address(400, $"/v1/questionnaires/ketamine-self-check/screenings?country={Canary}"),
        Address(200, $"/v1/questionnaires/ketamine-self-check/screenings?{Canary}={Canary}"),
        Address(404, $"/v1/questionnaires/{Canary}/screenings"),
        Address(404, $"/{Canary}"),
        new(405, request => request.Method = new HttpMethod(Canary.ToUpperInvariant())) { Label = "method" },
    ];

    public static IEnumerable<TheoryDataRow<int, Action<HttpRequestMessage>>> Values => [.. InBodies, .. InHeaders];

    [Theory, MemberData(nameof(Values))]
    public async Task No_response_repeats_a_value_from_the_request(int status, Action<HttpRequestMessage> change)
    {
        using var response = await service.Post(Some.SelfCheck, BadRequest.Good, change);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain(Canary, $"{response}\n{await response.Text()}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_a_pointer_repeats_a_member_name_from_the_request()
    {
        foreach (var row in InNames)
        {
            using var response = await service.Post(Some.SelfCheck, BadRequest.Good, row.Data.Item2);
            var text = await response.Text();
            Assert.Equal(row.Data.Item1, (int)response.StatusCode);
            Assert.Contains($"{Canary}\"", text, StringComparison.Ordinal);
            var withoutPointers = text
                .Replace($"\"pointer\":\"/{Canary}\"", "", StringComparison.Ordinal)
                .Replace($"\"pointer\":\"/answers/{Canary}\"", "", StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, withoutPointers, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_log_contains_nothing_from_the_request_even_if_our_own_categories_are_set_to_Trace()
    {
        var log = await LogOf([.. InBodies, .. InNames, .. InHeaders], new()
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Information",
        });

        Assert.Contains("POST /v1/questionnaires/{id}/screenings 422", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_log_contains_nothing_from_a_body_even_if_all_categories_are_set_to_Trace()
    {
        var log = await LogOf([.. InBodies, .. InNames], new()
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Trace",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Trace",
        });

        Assert.Contains("Executing endpoint 'HTTP: POST /v1/questionnaires/{id}/screenings", log, StringComparison.Ordinal);
        // The line "Request starting" would contain the address as it was sent.
        Assert.DoesNotContain("Request starting", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<string> LogOf(
        IEnumerable<TheoryDataRow<int, Action<HttpRequestMessage>>> rows,
        Dictionary<string, string> levels)
    {
        await using var service = new Service(levels);
        foreach (var row in rows) (await service.Post(Some.SelfCheck, BadRequest.Good, row.Data.Item2)).Dispose();
        await service.Stop();
        return service.Log.ToString();
    }

    private static TheoryDataRow<int, Action<HttpRequestMessage>> Body(int status, string body) =>
        new(status, request => request.Content = new StringContent(body, Encoding.UTF8, "application/json")) { Label = body };

    private static TheoryDataRow<int, Action<HttpRequestMessage>> Header(int status, string name, string value) =>
        new(status, request => request.Headers.TryAddWithoutValidation(name, value)) { Label = name };

    private static TheoryDataRow<int, Action<HttpRequestMessage>> Address(int status, string address) =>
        new(status, request => request.RequestUri = new Uri(address, UriKind.Relative)) { Label = address };
}
