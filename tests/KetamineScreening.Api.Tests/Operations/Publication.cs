using System.Runtime.Versioning;

namespace KetamineScreening.Api.Tests.Operations;

/// <summary>The service as docs/operate.md publishes it: made once for all tests that install it in a container or a machine.</summary>
[UnsupportedOSPlatform("windows")]
internal static class Publication
{
    private static readonly Lazy<Task<string>> Made = new(PublishAsync);

    /// <summary>Full path of a folder with the published service in <c>app</c>; <c>TEST_PUBLISHED</c> can name one.</summary>
    public static Task<string> Folder => Made.Value;

    private static async Task<string> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_PUBLISHED") is { Length: > 0 } published) return published;
        var folder = Directory.CreateTempSubdirectory("ketamine-screening-published-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        // The user of the service has to reach it.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        // No process may stay that keeps the output open.
        string[] arguments =
        [
            "publish", "src/KetamineScreening.Api", "--configuration", "Release", "--runtime", "linux-x64", "--self-contained",
            "--output", Path.Combine(folder, "app"), "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        var (exitCode, output) = await Tool.Run("dotnet", arguments, Repository.PathOf(""));
        return exitCode == 0 ? folder : throw new InvalidOperationException($"dotnet publish: {output}");
    }
}
