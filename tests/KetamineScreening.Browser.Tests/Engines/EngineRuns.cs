using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Engines;

/// <summary>Runs all scenarios in an engine at once, so that each browser starts only once.</summary>
public sealed class EngineRuns(SharedService service)
{
    /// <summary>Folder of the scenarios.</summary>
    internal const string Folder = "tests/engines";

    private readonly ConcurrentDictionary<Engine, Lazy<Task<IReadOnlyDictionary<string, string?>>>> runs = new();

    /// <summary>The errors of the scenarios in an engine; null for those that passed.</summary>
    internal Task<IReadOnlyDictionary<string, string?>> OutcomesOf(Engine engine)
    {
        Requirement.Needs(
            Tool.IsInstalled("node") && Directory.Exists(Repository.PathOf($"{Folder}/node_modules")),
            $"The npm packages are missing: run 'npm ci --ignore-scripts' in {Folder}.");
        Requirement.Needs(Tool.IsInstalled("pdftotext"), "pdftotext is missing: apt-get install poppler-utils");
        Requirement.Needs(IsInstalled(engine), $"The browser is missing: apt-get install {PackagesOf(engine)}");
        return runs.GetOrAdd(engine, one => new(() => Run(one))).Value;
    }

    private static bool IsInstalled(Engine engine) => engine switch
    {
        Engine.Chromium => Tool.FullChromium is not null,
        Engine.Firefox => Tool.IsInstalled("firefox-esr") || Tool.IsInstalled("firefox"),
        _ => Tool.IsInstalled("WebKitWebDriver") && Tool.IsInstalled("xvfb-run"),
    };

    private static string PackagesOf(Engine engine) => engine switch
    {
        Engine.Chromium => "chromium",
        Engine.Firefox => "firefox-esr",
        _ => "webkit2gtk-driver xvfb xauth",
    };

    private async Task<IReadOnlyDictionary<string, string?>> Run(Engine engine)
    {
        var origin = service.Http.BaseAddress!.ToString().TrimEnd('/');
        await using var away = await AwayPage.Start();
        var leaveTo = away.Address.ToString();
        await using var component = await Host(
            $"<ketamine-screening theme=\"light\" leave-to=\"{leaveTo}\"></ketamine-screening>{Script("ketamine-screening")}");
        await using var frame = await Host($"<div data-ketamine-screening data-leave-to=\"{leaveTo}\"></div>{Script("loader")}");
        await using var bareFrame = await Host(
            $"<iframe src=\"{origin}/embed/frame?leave-to={leaveTo}\" title=\"Self-check\" width=\"100%\" height=\"700\"></iframe>");
        var addresses = new JsonObject
        {
            ["service"] = $"{origin}/",
            ["component"] = component.Address.ToString(),
            ["frame"] = frame.Address.ToString(),
            ["bareFrame"] = bareFrame.Address.ToString(),
            ["away"] = leaveTo,
        };

        string[] arguments = ["run.mjs", engine.ToString().ToLowerInvariant(), addresses.ToJsonString()];
        var (exitCode, output) = await Tool.Run("node", arguments, Repository.PathOf(Folder));
        Assert.True(exitCode == 0, output);
        return output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!)
            .ToDictionary(line => (string)line["scenario"]!, line => (string?)line["error"]);

        string Script(string name) => $"<script type=\"module\" src=\"{origin}/embed/{name}.js\"></script>";

        Task<HostPage> Host(string body) =>
            HostPage.Start(body, $"script-src {origin}; connect-src {origin}; frame-src {origin}");
    }
}
