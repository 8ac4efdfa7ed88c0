using System.Net;
using System.Net.Sockets;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Stands between a node and PostgreSQL, and can lose a commit on its way there or the answer on its way back.</summary>
internal sealed class LossyProxy : IAsyncDisposable
{
    // A query ends with a zero byte; the query that reads the types of a new connection ends otherwise.
    private static readonly byte[] Commit = "COMMIT\0"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly UnixDomainSocketEndPoint server;
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;
    private int losses;
    private volatile bool isClosed;

    /// <summary>Begins to listen.</summary>
    /// <param name="server">The server.</param>
    public LossyProxy(PostgresServer server)
    {
        this.server = new UnixDomainSocketEndPoint(Path.Combine(server.Folder, ".s.PGSQL.5432"));
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What happens to commits.</summary>
    public enum Loss
    {
        /// <summary>They are passed on.</summary>
        None,

        /// <summary>The server commits, and the connection breaks before the answer.</summary>
        Answer,

        /// <summary>The connection breaks before the server gets the commit.</summary>
        Commit,
    }

    /// <summary>What happens to the commits from now on.</summary>
    public Loss Mode { get; set; }

    /// <summary>Whether the server is out of reach after a loss, until it is set to false.</summary>
    public bool ClosesAfterLoss { get; set; }

    /// <summary>Number of commits or answers that were lost.</summary>
    public int Losses => Volatile.Read(ref losses);

    /// <summary>Connection string of a database behind the proxy.</summary>
    public string Address(string database) =>
        $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=app;Database={database};Maximum Pool Size=4;Timeout=2;"
            + "Command Timeout=5;SSL Mode=Disable;GSS Encryption Mode=Disable";

    /// <summary>Lets connections through again.</summary>
    public void Reopen() => isClosed = false;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptSocketAsync(end.Token));
        }
        catch (Exception failure) when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket node)
    {
        using var back = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (node)
        {
            if (isClosed) return;
            try
            {
                await back.ConnectAsync(server, end.Token);
                await Task.WhenAny(ForwardAsync(node, back), ReturnAsync(back, node));
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                // The connection is closed on both sides.
            }
        }
    }

    private async Task ForwardAsync(Socket node, Socket back)
    {
        var buffer = new byte[64 * 1024];
        while (await node.ReceiveAsync(buffer, end.Token) is var count and > 0)
        {
            var isCommit = Mode != Loss.None && buffer.AsSpan(0, count).IndexOf(Commit) >= 0;
            if (isCommit && ClosesAfterLoss) isClosed = true;
            if (isCommit) Interlocked.Increment(ref losses);
            if (isCommit && Mode == Loss.Commit) return;
            // Once the answer is back from the server it cannot be sent on, which closes the connection.
            if (isCommit) node.Shutdown(SocketShutdown.Send);
            await back.SendAsync(buffer.AsMemory(0, count), end.Token);
        }
    }

    private async Task ReturnAsync(Socket back, Socket node)
    {
        var buffer = new byte[64 * 1024];
        while (await back.ReceiveAsync(buffer, end.Token) is var count and > 0) await node.SendAsync(buffer.AsMemory(0, count), end.Token);
    }
}
