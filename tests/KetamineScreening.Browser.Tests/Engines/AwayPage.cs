using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace KetamineScreening.Browser.Tests.Engines;

/// <summary>A page that people leave to. A frame leaves to https only, so it has a certificate, which nobody has signed.</summary>
internal sealed class AwayPage : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly X509Certificate2 certificate;

    private AwayPage(WebApplication server, X509Certificate2 certificate) => (this.server, this.certificate) = (server, certificate);

    public Uri Address => new(server.Urls.Single());

    public static async Task<AwayPage> Start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var issued = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.UseHttps(issued)));
        var app = builder.Build();
        app.MapGet("/", () => Results.Content("<!DOCTYPE html><title>Elsewhere</title>", "text/html"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AwayPage(app, issued);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        certificate.Dispose();
    }
}
