using System.ComponentModel.DataAnnotations;

namespace KetamineScreening.Api.Periods;

/// <summary>Settings of the section <c>Keys</c>.</summary>
internal sealed class KeyOptions
{
    /// <summary>Folder of the keys, outside of the folder of the store. Each open period has a folder of its own in it.</summary>
    public string Path { get; set; } = "";

    /// <summary>PKCS #12 file of a certificate that wraps the keys; empty for keys that only the permissions of their files protect.</summary>
    public string CertificatePath { get; set; } = "";

    /// <summary>File with the password of <see cref="CertificatePath"/>; empty for none.</summary>
    public string CertificatePasswordPath { get; set; } = "";
}
