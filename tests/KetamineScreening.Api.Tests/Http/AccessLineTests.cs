using KetamineScreening.Api.Tests.Abuse;

namespace KetamineScreening.Api.Tests.Http;

public sealed class AccessLineTests
{
    [Fact]
    public async Task The_access_line_of_a_failed_request_contains_its_route()
    {
        var settings = new Dictionary<string, string> { ["Logging:LogLevel:KetamineScreening.Access"] = "Information" };
        await using var service = new Service(settings);
        using var connection = await RawConnection.Open(service.Http.BaseAddress!);
        await connection.Send($"{RawConnection.Post}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", await connection.ReadToEnd(), StringComparison.Ordinal);
        // The access line is written after the response, so the test reads the log once the service has stopped.
        await service.Stop();

        Assert.Contains("POST /v1/questionnaires/{id}/screenings 400 ", service.Log.ToString(), StringComparison.Ordinal);
    }
}
