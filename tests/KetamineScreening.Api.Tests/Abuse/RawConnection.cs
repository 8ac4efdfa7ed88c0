using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>A TCP connection on which a test controls every byte and its timing.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient client;

    // Kept, because TcpClient.GetStream throws after the connection has been reset.
    private Stream stream = null!;

    private RawConnection(TcpClient client) => this.client = client;

    /// <summary>Request line and headers of a screening, without a length and without the empty line.</summary>
    public static string Post =>
        $"POST /v1/questionnaires/{Some.SelfCheck}/screenings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    /// <summary>A complete request with a screening.</summary>
    public static string Screening(string body, string headers = "") =>
        $"{Post}{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>Opens a connection to the service. One that the service resets at once sends nothing.</summary>
    /// <param name="address">Address of the service.</param>
    /// <param name="from">Address that the connection comes from, such as <c>127.0.8.8</c>; the usual one if null.</param>
    public static async Task<RawConnection> Open(Uri address, string? from = null)
    {
        var own = from is null ? new TcpClient() : new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        own.NoDelay = true;
        var connection = new RawConnection(own);
        try
        {
            await own.ConnectAsync(address.Host, address.Port, CancellationToken.None);
            connection.stream = own.GetStream();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The server accepted and closed the connection before this side had seen it open.
            connection.stream = Stream.Null;
        }

        return connection;
    }

    /// <summary>Sends text as Latin-1; false if the server no longer accepts data.</summary>
    public async Task<bool> Send(string text)
    {
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), CancellationToken.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Everything that the server sends until it closes the connection, as UTF-8; times out after a minute.</summary>
    public async Task<string> ReadToEnd()
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        var (all, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count) all.Write(buffer, 0, count);
        }
        catch (IOException)
        {
            // The connection was reset, so no more data will come.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Closes the connection at once and discards unsent data, as when a phone loses its network.</summary>
    public void Abort() => client.Client.Close(0);

    /// <inheritdoc />
    public void Dispose() => client.Dispose();
}
