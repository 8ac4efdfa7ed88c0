namespace KetamineScreening.Api.Tests;

/// <summary>A tool or permission that a test requires from the machine.</summary>
public static class Requirement
{
    /// <summary>Skips the test unless the condition holds, or fails it if the environment variable CI is <c>true</c>.</summary>
    public static void Needs(bool condition, string reason)
    {
        if (condition) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(reason);
        Assert.Skip(reason);
    }

    /// <summary>
    /// Skips the test unless the kernel lets this process make namespaces and control groups, as containers and systemd do. No package can
    /// change that, so it is no failure under CI.
    /// </summary>
    public static async Task AllowsContainers()
    {
        Needs(Environment.IsPrivilegedProcess, "Containers and systemd need root.");
        const string Probe = """
            mount -t tmpfs none /mnt || exit
            [ -d /sys/fs/cgroup/memory ] && cd /sys/fs/cgroup/memory || cd /sys/fs/cgroup
            made=$(mktemp --directory --tmpdir=.) && rmdir "$made"
            """;
        var (exitCode, output) = await Tool.Run("unshare", ["--mount", "--pid", "--fork", "sh", "-c", Probe], "/");
        Assert.SkipUnless(exitCode == 0, $"The kernel allows no containers here: {output}");
    }
}
