using System.ComponentModel;
using System.Diagnostics;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>A disk that takes its time to say that something is written: strace holds up every sync of a program.</summary>
public static class SlowDisk
{
    /// <summary>How long every sync takes; a commit needs several.</summary>
    public const int MillisecondsPerSync = 500;

    /// <summary>What to start a program with.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            IReadOnlyList<string> command =
            [
                "strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null",
                "--trace=fsync,fdatasync", $"--inject=fsync,fdatasync:delay_enter={MillisecondsPerSync}ms",
            ];
            Requirement.Needs(CanTrace(command), "strace is missing, or may not trace.");
            return command;
        }
    }

    private static bool CanTrace(IReadOnlyList<string> command)
    {
        try
        {
            using var process = Process.Start(command[0], [.. command.Skip(1), "true"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
