using System.Net.Sockets;
using System.Text;

namespace KetamineScreening.Api.Tests;

/// <summary>Sends requests that an HTTP client would refuse to send.</summary>
public static class RawHttp
{
    /// <summary>Posts a screening of the self-check and returns the whole response as text.</summary>
    /// <param name="service">The service under test.</param>
    /// <param name="headers">Additional header lines, without line breaks.</param>
    /// <param name="body">The body as it is sent, including any chunk framing.</param>
    public static async Task<string> Post(Service service, IReadOnlyList<string> headers, string body)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = service.Http.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, cancellation);
        string[] lines =
        [
            $"POST /v1/questionnaires/{Some.SelfCheck}/screenings HTTP/1.1",
            .. headers,
            "Host: localhost",
            "Connection: close",
        ];
        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n" + body), cancellation);
        using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
