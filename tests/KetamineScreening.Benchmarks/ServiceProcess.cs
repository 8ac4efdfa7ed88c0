using KetamineScreening.Api.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>Starts the service in a process of its own.</summary>
internal static class ServiceProcess
{
    private const string ReadyPath = "/health/ready";

    /// <summary>Settings of a service whose database and keys are in a folder.</summary>
    public static Dictionary<string, string> SettingsIn(string folder) => new()
    {
        ["Store__ConnectionString"] = $"Data Source={StoreFolder(folder)}/store.db",
        ["Keys__Path"] = Path.Combine(folder, "keys"),
    };

    /// <summary>The folder of the database in the folder of a service.</summary>
    public static string StoreFolder(string folder) => Directory.CreateDirectory(Path.Combine(folder, "store")).FullName;

    /// <summary>Turns off the limits, because the whole load comes from one address.</summary>
    public static Dictionary<string, string> WithoutLimits(Dictionary<string, string> settings) => new(settings)
    {
        ["Contributions__PerNetworkPerDay"] = "0",
        ["RateLimits__RequestsPerMinute"] = "0",
        ["Limits__ConnectionsPerNetwork"] = "10000",
    };

    /// <summary>Starts the service.</summary>
    /// <param name="name">Name in the tables.</param>
    /// <param name="executable">Executable of a published service; null for the built one.</param>
    /// <param name="settings">Its settings, as environment variables.</param>
    public static Task<Target> Start(string name, string? executable, Dictionary<string, string> settings) => executable is null
        ? Target.Start(name, "dotnet", [typeof(Databases).Assembly.Location], WithAddress(settings), ReadyPath)
        : Target.Start(name, executable, [], WithAddress(settings), ReadyPath);

    /// <summary>Starts the empty FastEndpoints application.</summary>
    public static Task<Target> StartEmpty(string executable) =>
        Target.Start("empty", executable, [], WithAddress([]), ReadyPath);

    private static Dictionary<string, string> WithAddress(Dictionary<string, string> settings) =>
        new(settings) { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" };
}
