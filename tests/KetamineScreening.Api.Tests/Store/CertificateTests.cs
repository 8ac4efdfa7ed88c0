using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Store;

/// <summary>Keys that are encrypted for a certificate from a mounted file are of no use without it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CertificateTests : IDisposable
{
    private const string Password = "correct horse battery staple";
    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;
    private readonly string secrets = Directory.CreateTempSubdirectory("ketamine-secrets-").FullName;

    [Theory]
    [InlineData(Password)]
    [InlineData("")]
    public async Task With_the_certificate_everything_works_and_the_files_of_the_keys_contain_no_secret(string password)
    {
        var settings = Certificate("first", password);
        await using (var service = new Service(settings, folder: folder))
        {
            await service.Contribute(5);
        }

        await using var again = new Service(settings, folder: folder);
        await again.ContributeAndCommit(Some.SelfCheck, [Some.Answers()]);

        // Without its certificate a key cannot be read, so that the test cannot read the counters either: the next start can.
        Assert.DoesNotContain("Writing to the store fails", again.Log.ToString(), StringComparison.Ordinal);
        var files = Directory.GetFiles(again.Keys, "*.xml", SearchOption.AllDirectories);
        Assert.Equal(3, files.Length);
        Assert.All(files, file =>
        {
            var xml = File.ReadAllText(file);
            Assert.Contains("EncryptedData", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("none", "The open period 'ketamine-concern-check-2-")]
    [InlineData("another", "The open period 'ketamine-concern-check-2-")]
    [InlineData("wrong password", "Keys:CertificatePath")]
    [InlineData("no certificate", "Keys:CertificatePath")]
    [InlineData("no file", "Keys:CertificatePath")]
    [InlineData("no password file", "Keys:CertificatePasswordPath")]
    public async Task Without_it_a_start_is_refused_and_nothing_is_changed(string instead, string reason)
    {
        var right = Certificate("first", Password);
        string keys;
        await using (var service = new Service(right, folder: folder))
        {
            keys = service.Keys;
            await service.Contribute(5);
        }

        var settings = instead switch
        {
            "none" => [],
            "another" => Certificate("second", Password),
            _ => right,
        };
        if (instead == "wrong password") Write(right["Keys:CertificatePasswordPath"], "wrong");
        if (instead == "no certificate") Write(right["Keys:CertificatePath"], "garbage");
        if (instead == "no file") File.Delete(right["Keys:CertificatePath"]);
        if (instead == "no password file") File.Delete(right["Keys:CertificatePasswordPath"]);
        settings["Store:ConnectionString"] = $"Data Source={folder}/store.db";
        var before = KeyFolder.Content(folder, keys);
        var (exitCode, output) = await Executable.Run(settings);

        Assert.Equal(1, exitCode);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(before, KeyFolder.Content(folder, keys));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        Directory.Delete(secrets, recursive: true);
    }

    private static void Write(string file, string content) => File.WriteAllText(file, content);

    // PKCS #12, as systemd's LoadCredential or a mounted secret provides it.
    private Dictionary<string, string> Certificate(string name, string password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (file, passwordFile) = (Path.Combine(secrets, $"{name}.p12"), Path.Combine(secrets, $"{name}.password"));
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, password));
        var settings = new Dictionary<string, string> { ["Keys:CertificatePath"] = file };
        if (password.Length == 0) return settings;
        File.WriteAllText(passwordFile, password + "\n");
        settings["Keys:CertificatePasswordPath"] = passwordFile;
        return settings;
    }
}
