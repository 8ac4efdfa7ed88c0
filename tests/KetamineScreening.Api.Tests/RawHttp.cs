using System.Net.Sockets;
using System.Text;

namespace KetamineScreening.Api.Tests;

/// <summary>Sends bytes that no client would send.</summary>
public static class RawHttp
{
    /// <summary>Posts to the full instrument with further header lines, and gives everything that comes back.</summary>
    /// <param name="service">Whom to send it to.</param>
    /// <param name="headers">Header lines without line breaks.</param>
    /// <param name="body">The body as it goes over the wire.</param>
    public static async Task<string> Post(Service service, IReadOnlyList<string> headers, string body)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = service.Http.BaseAddress!;
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, cancellation);
        var lines = headers.Prepend($"POST /v1/questionnaires/{Some.SelfCheck}/screenings HTTP/1.1").Append("Host: localhost").Append("Connection: close");
        await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n" + body), cancellation);
        using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellation);
    }
}
