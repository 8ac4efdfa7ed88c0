using System.Net.Sockets;
using System.Text;

namespace KetamineScreening.Api.Tests.Abuse;

/// <summary>A connection that says what it likes, when it likes.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new() { NoDelay = true };

    // Asked for once: of a connection that was broken off there is none to be had any more.
    private NetworkStream stream = null!;

    /// <summary>Lines before the body of a screening whose length is not said yet.</summary>
    public static string Post => $"POST /v1/questionnaires/{Some.SelfCheck}/screenings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    /// <summary>A whole screening.</summary>
    public static string Whole(string body, string more = "") => $"{Post}{more}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>Opens one.</summary>
    public static async Task<RawConnection> To(Uri address)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(address.Host, address.Port, CancellationToken.None);
        connection.stream = connection.client.GetStream();
        return connection;
    }

    /// <summary>Sends text as it is; false when the other side does not take any more.</summary>
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

    /// <summary>Everything that comes back, until the other side ends the connection.</summary>
    public async Task<string> ToEnd()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var (all, buffer) = (new MemoryStream(), new byte[16 * 1024]);
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count) all.Write(buffer, 0, count);
        }
        catch (IOException)
        {
            // It was broken off: nothing more will come.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Breaks off without a word, as a telephone in a tunnel does.</summary>
    public void Vanish() => client.Client.Close(0);

    /// <inheritdoc />
    public void Dispose() => client.Dispose();
}
