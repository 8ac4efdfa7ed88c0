using System.Globalization;
using System.Text.RegularExpressions;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>What the kernel says about a process, whatever container it runs in.</summary>
/// <param name="Id">Its id on this machine.</param>
public sealed record ProcessState(int Id)
{
    /// <summary>A process of a container or machine, by its id there.</summary>
    /// <param name="first">Id on this machine of the first process of that container or machine.</param>
    /// <param name="inside">The id inside.</param>
    public static ProcessState InNamespaceOf(int first, string inside) => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? new ProcessState(id) : null)
        .OfType<ProcessState>()
        .Single(process => process.Namespace == new ProcessState(first).Namespace && process.Status("NSpid")[^1] == inside);

    private string? Namespace => new FileInfo($"/proc/{Id}/ns/pid").LinkTarget;

    /// <summary>Its root folder, as the process itself sees it.</summary>
    public string Root => $"/proc/{Id}/root";

    /// <summary>The words of a line of its status, such as <c>CapEff</c>.</summary>
    public string[] Status(string name) => File.ReadAllLines($"/proc/{Id}/status")
        .Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)[1..];

    /// <summary>The limit of its control group for memory in bytes, swap included or not, and for the number of threads.</summary>
    public (long Memory, long MemoryAndSwap, long Tasks) Limits
    {
        get
        {
            if (File.Exists("/sys/fs/cgroup/cgroup.controllers"))
            {
                var memory = Unified("memory.max");
                return (memory, memory + Unified("memory.swap.max"), Unified("pids.max"));
            }

            return (First("memory", "memory.limit_in_bytes"), First("memory", "memory.memsw.limit_in_bytes"), First("pids", "pids.max"));
        }
    }

    /// <summary>Why a new file cannot be written in one of its folders; null if it can.</summary>
    /// <remarks>The attempt is made as root, so that only the mount can refuse it.</remarks>
    public string? RefusalToWrite(string folder)
    {
        var file = $"{Root}{folder}/written-by-test";
        try
        {
            File.WriteAllText(file, "");
            File.Delete(file);
            return null;
        }
        catch (IOException refusal)
        {
            return refusal.Message;
        }
    }

    private long Unified(string file) => Number($"/sys/fs/cgroup{Group("")}/{file}");

    private long First(string controller, string file) => Number($"/sys/fs/cgroup/{controller}{Group(controller)}/{file}");

    private string Group(string controller) => Regex.Match(
        File.ReadAllText($"/proc/{Id}/cgroup"), $"^[0-9]+:{controller}:(?<group>.*)$", RegexOptions.Multiline, TimeSpan.FromMinutes(1))
        .Groups["group"].Value.TrimEnd('/');

    private static long Number(string file) =>
        long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
