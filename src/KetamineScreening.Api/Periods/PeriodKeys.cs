using System.Collections.Concurrent;
using System.Security.Cryptography;
using KetamineScreening.Api.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace KetamineScreening.Api.Periods;

/// <summary>The key of each open period, in a folder outside of the store.</summary>
/// <remarks>
/// A key is created with its period and deleted after the release. Older copies of the store therefore stay unreadable, and an old state
/// of a period that is put back into the store cannot be released again. Each attempt to begin a period has a folder of its own, the
/// ring, so that attempts of two nodes never change the same files.
/// </remarks>
internal sealed class PeriodKeys(KeyOptions options)
{
    private const string Application = "ketamine-screening";

    // A key must not expire while its period is open, whatever the clocks of the nodes say.
    private static readonly DateTimeOffset Activation = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiration = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, IDataProtectionProvider> providers = new(StringComparer.Ordinal);

    /// <summary>A name for a new ring.</summary>
    public static string NewRing() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Creates the key of a period that begins.</summary>
    public void Create(Period period)
    {
        OwnerOnly.CreateFolder(FolderOf(period));
        using var services = Services(period);
        services.GetRequiredService<IKeyManager>().CreateNewKey(Activation, Expiration);
        foreach (var file in Directory.EnumerateFiles(FolderOf(period))) OwnerOnly.Restrict(file);
    }

    /// <summary>Encrypts and decrypts the counters of a period. Its id and policy are bound into the encryption.</summary>
    /// <exception cref="PeriodUnreadableException">The period has no key.</exception>
    public IDataProtector Of(Period period)
    {
        var provider = providers.GetOrAdd(period.Ring, _ => Directory.Exists(FolderOf(period))
            ? Services(period).GetRequiredService<IDataProtectionProvider>()
            : throw new PeriodUnreadableException(period.Id, $"its key is missing at '{FolderOf(period)}'"));
        return provider.CreateProtector("period", period.Id, period.Rho, period.Profile, period.Layout);
    }

    /// <summary>Deletes the key of a period.</summary>
    public void Delete(Period period)
    {
        providers.TryRemove(period.Ring, out _);
        DeleteFolder(FolderOf(period));
        var parent = Path.GetDirectoryName(FolderOf(period))!;
        if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any()) DeleteFolder(parent);
    }

    /// <summary>Removes the keys of all other periods from memory.</summary>
    public void KeepOnly(IReadOnlyList<Period> open)
    {
        foreach (var ring in providers.Keys.Except(open.Select(period => period.Ring))) providers.TryRemove(ring, out _);
    }

    /// <summary>Deletes keys that remained when a process ended between a release and the deletion of its key.</summary>
    /// <param name="released">Ids of all releases. A released period never begins again.</param>
    public void DeleteReleased(IReadOnlySet<string> released)
    {
        if (!Directory.Exists(options.Path)) return;
        foreach (var folder in Directory.EnumerateDirectories(options.Path))
        {
            if (released.Contains(Path.GetFileName(folder))) DeleteFolder(folder);
        }
    }

    private static void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another node deleted it.
        }
    }

    private string FolderOf(Period period) => Path.Combine(options.Path, period.Id, period.Ring);

    private ServiceProvider Services(Period period)
    {
        var services = new ServiceCollection();
        var protection = services.AddDataProtection(protection => protection.ApplicationDiscriminator = Application)
            .PersistKeysToFileSystem(new DirectoryInfo(FolderOf(period)))
            .DisableAutomaticKeyGeneration();
        if (options.LoadCertificate() is { } certificate)
        {
            protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }

        return services.BuildServiceProvider();
    }
}
