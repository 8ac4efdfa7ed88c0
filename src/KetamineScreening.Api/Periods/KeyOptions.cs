using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KetamineScreening.Api.Store;

namespace KetamineScreening.Api.Periods;

/// <summary>Settings of the section <c>Keys</c>.</summary>
internal sealed class KeyOptions
{
    /// <summary>Folder of the keys of open periods. All nodes of a service share it.</summary>
    public string Path { get; set; } = "";

    /// <summary>PKCS #12 file with a certificate that encrypts the keys; empty when only file permissions protect them.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>File with the password of <see cref="CertificatePath"/>; empty for no password.</summary>
    public string CertificatePasswordPath { get; set; } = "";

    /// <summary>Whether the keys are beside the store, because no folder was set.</summary>
    public bool IsBesideStore { get; private set; }

    /// <summary>Sets the default folder, and checks that the folder is not in the folder of the store.</summary>
    /// <param name="store">Where the store is.</param>
    /// <param name="isProduction">Whether a folder of its own is required.</param>
    /// <returns>The problem of the settings; null when there is none.</returns>
    public string? Complete(StoreOptions store, bool isProduction)
    {
        var file = store.SqliteFile;
        if (Path.Length == 0)
        {
            if (isProduction)
            {
                return "Keys:Path is not set; it has to be a folder outside of the folder of the store, such as "
                    + "'/var/lib/ketamine-screening-keys'.";
            }

            (Path, IsBesideStore) = (file is null ? "data/keys" : file + ".keys", true);
        }

        Path = System.IO.Path.GetFullPath(Path);
        if (isProduction && file is not null && IsWithin(System.IO.Path.GetDirectoryName(file)!))
        {
            return $"Keys:Path is '{Path}', in the folder of the store; a copy of that folder must not contain the keys.";
        }

        try
        {
            LoadCertificate()?.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"Keys:CertificatePath is '{CertificatePath}' and Keys:CertificatePasswordPath is '{CertificatePasswordPath}'; "
                + "the certificate cannot be read: " + failure.Message;
        }
    }

    /// <summary>Reads the certificate that encrypts the keys; null when there is none.</summary>
    /// <exception cref="CryptographicException">The file is not PKCS #12, or the password is wrong.</exception>
    public X509Certificate2? LoadCertificate()
    {
        if (CertificatePath.Length == 0) return null;
        var password = CertificatePasswordPath.Length > 0 ? File.ReadAllText(CertificatePasswordPath).Trim() : null;
        return X509CertificateLoader.LoadPkcs12FromFile(CertificatePath, password);
    }

    private bool IsWithin(string folder)
    {
        var relative = System.IO.Path.GetRelativePath(Resolved(folder), Resolved(Path));
        return relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);

        static string Resolved(string path) =>
            Directory.Exists(path) ? Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }
}
