using System.Buffers.Binary;
using System.Security.Cryptography;
using KetamineScreening.Api.Store;
using Microsoft.AspNetCore.DataProtection;

namespace KetamineScreening.Api.Periods;

/// <summary>Encrypts the counters of a period: the number of the commit, then every counter as 64 bits.</summary>
/// <remarks>
/// Equal numbers of counters give equal lengths. The encryption is authenticated and bound to the period and its policy, so a value
/// cannot be moved to another period or put back in an older state with another commit number.
/// </remarks>
internal static class SealedCounters
{
    /// <summary>Encrypts counters.</summary>
    public static byte[] Seal(IDataProtector protector, long commit, ReadOnlySpan<long> counters)
    {
        var plain = GC.AllocateUninitializedArray<byte>((counters.Length + 1) * sizeof(long), pinned: true);
        try
        {
            BinaryPrimitives.WriteInt64LittleEndian(plain, commit);
            for (var i = 0; i < counters.Length; i++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(plain.AsSpan((i + 1) * sizeof(long)), counters[i]);
            }

            return protector.Protect(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Decrypts counters.</summary>
    /// <exception cref="PeriodUnreadableException">
    /// The key is missing or wrong, or the value does not belong to this period, policy or commit.
    /// </exception>
    public static PinnedCounters Open(IDataProtector protector, byte[] value, long commit, string period)
    {
        byte[]? plain = null;
        try
        {
            plain = protector.Unprotect(value);
            if (plain.Length < sizeof(long) || BinaryPrimitives.ReadInt64LittleEndian(plain) != commit)
            {
                throw new PeriodUnreadableException(period, "its counters are not those of its last commit");
            }

            var counters = new PinnedCounters(plain.Length / sizeof(long) - 1);
            for (var i = 0; i < counters.Values.Length; i++)
            {
                counters.Values[i] = BinaryPrimitives.ReadInt64LittleEndian(plain.AsSpan((i + 1) * sizeof(long)));
            }

            return counters;
        }
        catch (CryptographicException)
        {
            throw new PeriodUnreadableException(period, "the keys at Keys:Path do not open it");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}

/// <summary>An open period cannot be read with the keys at hand. Store and keys are left untouched.</summary>
/// <param name="period">Id of the period.</param>
/// <param name="reason">Why.</param>
internal sealed class PeriodUnreadableException(string period, string reason) : StoreRefusedException(
    $"The open period '{period}' cannot be read: {reason}. Store and keys were left as they are. Restore the keys, "
    + $"or give up the period with 'discard-period {period}'. Releases are not affected.");
