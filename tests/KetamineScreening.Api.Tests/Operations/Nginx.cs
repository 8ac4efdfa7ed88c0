using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>A real nginx with <c>deploy/nginx.conf</c>, in which only addresses and paths are replaced.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Nginx(Process process, string folder, X509Certificate2 certificate, int tls, int plain)
    {
        (this.process, this.folder, Certificate, Port) = (process, folder, certificate, tls);
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = (context, cancellation) => Connect(context.DnsEndPoint.Port == 80 ? plain : tls, cancellation),
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        });
    }

    /// <summary>Whether this machine has nginx. It changes the user of its workers, so it needs root.</summary>
    public static bool CanStart => Environment.IsPrivilegedProcess && (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "nginx")));

    /// <summary>Client that connects to nginx whatever the host of an address is.</summary>
    public HttpClient Http { get; }

    /// <summary>Port of TLS.</summary>
    public int Port { get; }

    /// <summary>Its certificate, for <c>*.clinic.example</c>.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The log of errors, with warnings.</summary>
    public string Errors => File.ReadAllText(Path.Combine(folder, "error.log"));

    /// <summary>Starts nginx in front of a service.</summary>
    /// <param name="service">Address of the service.</param>
    /// <param name="compressesResults">Whether to leave out the lines that keep it from compressing results.</param>
    public static async Task<Nginx> Start(Uri service, bool compressesResults = false)
    {
        Requirement.Needs(CanStart, "nginx is not installed, or this is not root.");
        var root = Directory.CreateTempSubdirectory("ketamine-nginx-").FullName;
        // Its workers have another user.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(root, (UnixFileMode)0b111_101_101);
        var certificate = WriteCertificate(root);
        var (tls, plain) = (FreePort(), FreePort());
        var conf = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "nginx.conf"));
        (string From, string To)[] replaced =
        [
            ("127.0.0.1:5000", service.Authority),
            ("listen [::]:443", $"listen 127.0.0.2:{tls}"),
            ("listen 443", $"listen 127.0.0.1:{tls}"),
            ("listen [::]:80", $"listen 127.0.0.2:{plain}"),
            ("listen 80", $"listen 127.0.0.1:{plain}"),
            ("/etc/nginx/tls", root),
            ("/var/cache/nginx", root),
            ("/run/nginx.pid", $"{root}/nginx.pid"),
            ("/var/log/nginx/error.log crit", $"{root}/error.log warn"),
        ];
        if (compressesResults) replaced = [.. replaced, ("gzip off;", "")];
        foreach (var (from, to) in replaced)
        {
            if (!conf.Contains(from, StringComparison.Ordinal)) throw new InvalidOperationException($"nginx.conf lacks '{from}'.");
            conf = conf.Replace(from, to, StringComparison.Ordinal);
        }

        var file = Path.Combine(root, "nginx.conf");
        await File.WriteAllTextAsync(file, conf);
        var nginx = new Nginx(
            Process.Start("nginx", ["-c", file, "-e", $"{root}/error.log", "-g", "daemon off;"]), root, certificate, tls, plain);
        while (!IsListening(tls))
        {
            if (nginx.process.HasExited) throw new InvalidOperationException("nginx ended: " + nginx.Errors);
            await Task.Delay(5);
        }

        return nginx;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Certificate.Dispose();
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static X509Certificate2 WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=clinic.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("*.clinic.example");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> Connect(int port, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
