using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Faults;
using Npgsql;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Connections to PostgreSQL over the network are encrypted. The name of this machine stands for another host.</summary>
[Trait("kind", "fault"), UnsupportedOSPlatform("windows")]
public sealed class PostgresTlsTests
{
    private static readonly string Remote = Dns.GetHostName();

    // Connections over the network, with and without TLS.
    private const string Connections = """
        select count(*) filter (where ssl), count(*) filter (where not ssl)
        from pg_stat_ssl join pg_stat_activity using (pid) where client_addr is not null
        """;

    [Fact]
    public async Task Another_host_without_TLS_is_not_written_to_and_nobody_is_lost_when_it_has_TLS()
    {
        var port = FreePort();
        await using var server = await Start(port);
        await using var service = new Service(Settings(port, ""));
        await service.Contribute(10);
        await service.Eventually(
            () => service.Log.ToString().Contains("SSL", StringComparison.Ordinal), "the service says that the server lacks TLS");
        Assert.Equal((0L, 0L), Query(server));
        var allowed = new Dictionary<string, string>(Settings(port, "")) { ["Store:AllowUnencrypted"] = "true" };
        await using (var permitted = new Service(allowed))
        {
            await permitted.Turn();
            Assert.True(Query(server).Plain > 0);
        }

        using var certificate = await TurnOn(server);
        await service.Eventually(() => Query(server) is { Encrypted: > 0, Plain: 0 }, "all connections of the service have TLS");
        await service.Stop();
        Assert.Equal(10, Counted(server, service));
        Fault.Write("PostgreSQL on another host without TLS, and with TLS later", "1, with 10 people", "none");
    }

    [Fact]
    public async Task VerifyFull_refuses_a_server_whose_certificate_is_not_the_expected_one()
    {
        var port = FreePort();
        await using var server = await Start(port);
        using var certificate = await TurnOn(server);
        using var other = NewCertificate();
        const string Verified = "SSL Mode=VerifyFull;Root Certificate=";
        await using var trusting = new Service(Settings(port, Verified + Write(server, "right.crt", certificate)));
        await using var mistaken = new Service(Settings(port, Verified + Write(server, "wrong.crt", other)));
        await trusting.Contribute(5);
        await mistaken.Contribute(5);
        await trusting.Turn();

        Assert.Equal(5, Counted(server, trusting));
        Assert.Contains("Writing to the store fails", mistaken.Log.ToString(), StringComparison.Ordinal);
    }

    // The server trusts connections from loopback addresses only.
    private static async Task<PostgresServer> Start(int port)
    {
        var address = Dns.GetHostAddresses(Remote)[0];
        Requirement.Needs(IPAddress.IsLoopback(address), $"{Remote} is not a name of a loopback address.");
        var server = await PostgresServer.StartAsync("fsync=off", $"listen_addresses={address}", $"port={port}");
        server.Database("screenings");
        return server;
    }

    private static Dictionary<string, string> Settings(int port, string more) => new()
    {
        ["Store:Provider"] = "postgresql",
        ["Store:ConnectionString"] = $"Host={Remote};Port={port};Username=app;Database=screenings;Maximum Pool Size=4;Timeout=2;{more}",
        // A service that never reaches its store tries until then.
        ["shutdownTimeoutSeconds"] = "5",
    };

    private static async Task<X509Certificate2> TurnOn(PostgresServer server)
    {
        var certificate = NewCertificate();
        Write(server, "server.crt", certificate);
        var key = Path.Combine(server.Folder, "server.key");
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(key, UnixFileMode.UserRead);
        await Tool.Run("chown", ["postgres", key], "/");
        await server.ScriptAsync($"""
            alter system set ssl_cert_file = '{server.Folder}/server.crt';
            alter system set ssl_key_file = '{key}';
            alter system set ssl = on;
            select pg_reload_conf();
            """);
        return certificate;
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=PostgreSQL of a test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Remote);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Write(PostgresServer server, string name, X509Certificate2 certificate)
    {
        var file = Path.Combine(server.Folder, name);
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return file;
    }

    private static (long Encrypted, long Plain) Query(PostgresServer server)
    {
        using var connection = Open(server);
        using var command = new NpgsqlCommand(Connections, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static long Counted(PostgresServer server, Service service)
    {
        using var connection = Open(server);
        return Totals.Screenings(OpenedStore.Counters(connection, service.Keys, Some.SelfCheck));
    }

    private static NpgsqlConnection Open(PostgresServer server)
    {
        var connection = new NpgsqlConnection(server.Address("screenings") + ";Pooling=false");
        connection.Open();
        return connection;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
