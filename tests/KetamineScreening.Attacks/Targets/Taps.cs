using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace KetamineScreening.Attacks.Targets;

/// <summary>HTTP clients that connect from a given address or let an observer see the bytes on the wire.</summary>
internal static class Taps
{
    /// <summary>A client.</summary>
    /// <param name="address">Base address.</param>
    /// <param name="source">Loopback address to connect from; null for the default.</param>
    /// <param name="tap">Sees the received bytes as they arrive, encrypted if TLS is used; null for no observer.</param>
    /// <param name="trusted">Certificate of the server; that of a target without a proxy if null.</param>
    public static HttpClient Client(
        Uri address, IPAddress? source, Action<ReadOnlyMemory<byte>>? tap, X509Certificate2? trusted = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // As in browsers, so that the window never divides a response.
            InitialHttp2StreamWindowSize = 1 << 20,
            // The certificate of the target is its own.
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (trusted ?? RealHost.Certificate).Equals(certificate),
            },
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (source is not null) socket.Bind(new IPEndPoint(source, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
                var stream = new NetworkStream(socket, ownsSocket: true);
                return tap is null ? stream : new TappedStream(stream, tap);
            },
        };
        return new HttpClient(handler) { BaseAddress = address };
    }

    private sealed class TappedStream(Stream inner, Action<ReadOnlyMemory<byte>> tap) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            tap(buffer.AsMemory(offset, read));
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            tap(buffer[..read]);
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.WriteAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
