using System.ComponentModel;
using System.Diagnostics;

namespace KetamineScreening.Api.Tests.Faults;

/// <summary>Simulates a slow disk: strace delays every sync of a program.</summary>
public static class SlowDisk
{
    /// <summary>Delay of every sync in milliseconds; a commit needs several syncs.</summary>
    public const int MillisecondsPerSync = 500;

    /// <summary>Command line to prefix to that of the program; skips the test if strace cannot trace.</summary>
    public static IReadOnlyList<string> Command
    {
        get
        {
            IReadOnlyList<string> command =
            [
                "strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--output=/dev/null",
                "--trace=fsync,fdatasync", $"--inject=fsync,fdatasync:delay_enter={MillisecondsPerSync}ms",
            ];
            Requirement.Needs(CanTrace(command), "strace is missing or is not permitted to trace.");
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
