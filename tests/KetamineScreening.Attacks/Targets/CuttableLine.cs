using System.Net;
using System.Net.Sockets;

namespace KetamineScreening.Attacks.Targets;

/// <summary>Where a line breaks when a commit is sent.</summary>
internal enum Cut
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Before the commit arrives.</summary>
    Before,

    /// <summary>After the commit succeeded, before the reply arrives.</summary>
    After,
}

/// <summary>A TCP address that forwards to the Unix socket of a PostgreSQL server and can lose a commit or the reply to it.</summary>
internal sealed class CuttableLine : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string socket;

    /// <summary>Starts to listen.</summary>
    public CuttableLine(string socket)
    {
        this.socket = socket;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What happens to the next commit.</summary>
    public Cut Cut { get; set; }

    /// <summary>Connection string of a database.</summary>
    public string Address(string database) =>
        $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=app;Database={database};SSL Mode=Disable;Pooling=false";

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ForwardAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await using var upstream = new NetworkStream(server);
        using var owned = client;
        var downstream = client.GetStream();
        var buffer = new byte[64 * 1024];
        try
        {
            var replies = upstream.CopyToAsync(downstream);
            for (int read; (read = await downstream.ReadAsync(buffer)) > 0;)
            {
                var isCut = Cut != Cut.None && buffer.AsSpan(0, read).IndexOf("COMMIT"u8) >= 0;
                if (!isCut)
                {
                    await upstream.WriteAsync(buffer.AsMemory(0, read));
                    continue;
                }

                var cut = Cut;
                Cut = Cut.None;
                client.Close();
                if (cut == Cut.After) await upstream.WriteAsync(buffer.AsMemory(0, read));
                server.Shutdown(SocketShutdown.Send);
                await replies;
            }
        }
        catch (Exception broken) when (broken is IOException or SocketException or ObjectDisposedException)
        {
            // One side closed the connection.
        }
    }
}
