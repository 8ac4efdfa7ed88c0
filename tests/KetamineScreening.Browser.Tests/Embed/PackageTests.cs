using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>The npm package in a site that installs and bundles it.</summary>
public sealed class PackageTests(SharedService service, Chromium chromium)
{
    private static readonly string Folder = Repository.PathOf("packages/ketamine-screening");

    [Fact]
    public async Task A_site_installs_type_checks_and_bundles_the_package_and_shows_the_widget_of_a_service()
    {
        Requirement.Needs(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "Node and npm are missing.");
        Requirement.Needs(
            Directory.Exists(Path.Combine(Folder, "node_modules/vite")),
            "The packages are missing: run 'npm ci --ignore-scripts' in packages/ketamine-screening.");
        var site = Directory.CreateTempSubdirectory("ketamine-screening-").FullName;

        var (exitCode, output) = await Tool.Run("node", ["check.mjs", site], Folder);
        Assert.True(exitCode == 0, output);

        var origin = service.Http.BaseAddress!.ToString().TrimEnd('/');
        var elements = $"""
            <ketamine-screening id="known" api="{origin}" country="GB"></ketamine-screening>
            <ketamine-screening id="unknown"><a href="{origin}/">Take the self-check</a></ketamine-screening>
            <div id="frame" data-api="{origin}"></div>
            <script type="module" src="/files/main.js"></script>
            """;
        await using var host = await HostPage.Start(
            elements, $"script-src 'self'; connect-src 'self' {origin}; frame-src {origin}", Path.Combine(site, "dist"), "/files");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = new Widget(visitor.Page.Locator("#known"));
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        await Assertions.Expect(widget.Root.Locator(".bar")).ToHaveCSSAsync("position", "sticky");
        await Assertions.Expect(Embedding.WidgetOf(visitor).Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        Assert.Equal("true", await visitor.Page.EvaluateAsync<string>("document.documentElement.dataset.defined"));
        await widget.Begin(Some.QuickCheck);
        await Assertions.Expect(widget.Questions.First).ToBeVisibleAsync();

        var unknown = visitor.Page.Locator("#unknown");
        await Assertions.Expect(unknown.Locator("a")).ToBeVisibleAsync();
        Assert.Contains("the attribute api is missing", Assert.Single(visitor.Complaints), StringComparison.Ordinal);
        await unknown.EvaluateAsync("(element, api) => element.setAttribute('api', api)", origin);
        await Assertions.Expect(new Widget(unknown).Heading).ToBeVisibleAsync();
        Directory.Delete(site, recursive: true);
    }

    [Fact]
    public async Task The_package_has_the_version_and_the_licence_of_the_project()
    {
        var package = JsonNode.Parse(await Read("packages/ketamine-screening/package.json"))!;
        var project = await Read("Directory.Build.props");

        Assert.Contains($"<Version>{package["version"]}</Version>", project, StringComparison.Ordinal);
        Assert.Contains($"<PackageLicenseExpression>{package["license"]}</", project, StringComparison.Ordinal);
    }

    private static Task<string> Read(string path) =>
        File.ReadAllTextAsync(Repository.PathOf(path), TestContext.Current.CancellationToken);
}
