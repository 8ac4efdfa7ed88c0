using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KetamineScreening.Api.Tests.Http;

/// <summary>HTTPS of the service itself tells browsers to use nothing else (RFC 6797).</summary>
public sealed class StrictTransportTests : IDisposable
{
    private const string Public = "check.clinic.example";

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-tls-").FullName;

    [Theory]
    [InlineData(Public, "", "max-age=31536000")]
    [InlineData(Public, "30", "max-age=2592000")]
    [InlineData(Public, "0", "max-age=0")]
    [InlineData("localhost", "", null)]
    [InlineData("127.0.0.1", "", null)]
    public async Task Every_response_over_its_own_HTTPS_has_the_header_except_on_this_machine(string host, string days, string? header)
    {
        await using var service = new Service(new Dictionary<string, string>
        {
            ["Urls"] = "https://127.0.0.1:0",
            ["Kestrel:Certificates:Default:Path"] = Certificate(),
            ["Hsts:MaxAgeDays"] = days,
        });

        foreach (var (address, status) in new[] { ("/", 200), ("/v1/questionnaires", 200), ("/v1/no-such", 404), ("/health/ready", 200) })
        {
            Assert.Equal((status, header), await Get(service, address, host));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    public async Task A_response_over_HTTP_has_no_header_also_if_a_proxy_provides_HTTPS(string proxies)
    {
        await using var service = new Service(new Dictionary<string, string> { ["Proxies:Networks"] = proxies });

        Assert.Equal((200, null), await Get(service, "/v1/questionnaires", Public));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<(int Status, string? Header)> Get(Service service, string address, string host)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == $"CN={Public}";
        using var http = new HttpClient(handler) { BaseAddress = service.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, response.Header("Strict-Transport-Security"));
    }

    private string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Public}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, "certificate.p12");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12));
        return file;
    }
}
