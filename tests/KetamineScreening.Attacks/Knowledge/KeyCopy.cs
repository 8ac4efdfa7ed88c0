using KetamineScreening.Api.Periods;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A copy of the folder of keys at one moment.</summary>
internal sealed class KeyCopy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ketamine-screening-attacks-");
    private readonly PeriodKeys keys;

    /// <summary>Copies a folder, which may be missing.</summary>
    public KeyCopy(string source)
    {
        keys = new PeriodKeys(new KeyOptions { Path = folder.FullName });
        if (!Directory.Exists(source)) return;
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Decrypts the counters of a period; null when the keys do not open them.</summary>
    internal long[]? Open(Period period, byte[] value, long commits)
    {
        try
        {
            using var counters = SealedCounters.Open(keys.Of(period), value, commits, period.Id);
            return counters.Values.ToArray();
        }
        catch (PeriodUnreadableException)
        {
            return null;
        }
    }
}
