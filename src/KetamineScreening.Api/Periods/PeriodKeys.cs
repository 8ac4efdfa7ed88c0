using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace KetamineScreening.Api.Periods;

/// <summary>The key of each open period, in a folder of its own outside of the store.</summary>
/// <remarks>
/// A key is made with its period and deleted after the release. So an older copy of the store stays closed for ever, and an old
/// state that somebody puts back cannot be released again.
/// </remarks>
internal sealed class PeriodKeys(KeyOptions options)
{
    private const string Application = "ketamine-screening";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The key of a period never expires before the period is closed, however long a store is left alone.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(36_500);

    private readonly ConcurrentDictionary<string, IDataProtectionProvider> rings = new(StringComparer.Ordinal);

    /// <summary>Makes the key of a new period. What an earlier attempt to begin the period left is deleted.</summary>
    public IDataProtector Create(string period, string policy)
    {
        Delete(period);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(PathOf(period));
        else Directory.CreateDirectory(PathOf(period), OwnerOnly);
        using var services = Services(period);
        var now = DateTimeOffset.UtcNow;
        services.GetRequiredService<IKeyManager>().CreateNewKey(now.AddMinutes(-1), now + Lifetime);
        return Of(period, policy);
    }

    /// <summary>The protector of a period.</summary>
    /// <param name="period">Id of the period.</param>
    /// <param name="policy">Its policy, which is bound into the encryption.</param>
    public IDataProtector Of(string period, string policy)
    {
        // A ring without keys is not remembered: another node may be about to make them.
        if (!Directory.Exists(PathOf(period))) throw new PeriodUnreadableException(period, "it has no key at Keys:Path");
        var ring = rings.GetOrAdd(period, id => Services(id).GetRequiredService<IDataProtectionProvider>());
        return ring.CreateProtector("period", period, policy);
    }

    /// <summary>Deletes the key of a period.</summary>
    public void Delete(string period)
    {
        rings.TryRemove(period, out _);
        if (Directory.Exists(PathOf(period))) Directory.Delete(PathOf(period), recursive: true);
    }

    private string PathOf(string period) => Path.Combine(options.Path, period);

    private ServiceProvider Services(string period)
    {
        var services = new ServiceCollection();
        var protection = services.AddDataProtection(protection => protection.ApplicationDiscriminator = Application)
            .PersistKeysToFileSystem(new DirectoryInfo(PathOf(period)))
            .DisableAutomaticKeyGeneration();
        if (options.CertificatePath.Length > 0) protection.ProtectKeysWithCertificate(Certificate());
        return services.BuildServiceProvider();
    }

    private X509Certificate2 Certificate()
    {
        var password = options.CertificatePasswordPath.Length > 0 ? File.ReadAllText(options.CertificatePasswordPath).Trim() : null;
        return X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath, password);
    }
}
