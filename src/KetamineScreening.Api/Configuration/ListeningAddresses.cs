namespace KetamineScreening.Api.Configuration;

/// <summary>The addresses that the service listens at by its settings.</summary>
internal static class ListeningAddresses
{
    private const string Default = "http://localhost:5000";

    /// <summary>The addresses of the kind of setting that Kestrel prefers: endpoints, then <c>Urls</c>, then ports alone.</summary>
    public static IReadOnlyList<string> Of(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren();
        List<string> listed = [.. endpoints.Select(endpoint => endpoint["Url"]).OfType<string>()];
        if (listed.Count == 0) listed.AddRange(InUrls(configuration));
        if (listed.Count > 0) return listed;
        listed.AddRange(Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"));
        listed.AddRange(Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"));
        return listed.Count > 0 ? listed : [Default];
    }

    /// <summary>The addresses of the setting <c>Urls</c>.</summary>
    public static IReadOnlyList<string> InUrls(IConfiguration configuration) => Split(configuration[WebHostDefaults.ServerUrlsKey]);

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
