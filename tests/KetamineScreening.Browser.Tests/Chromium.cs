using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The installed Chromium, started by the first test that needs it; no browser is downloaded.</summary>
public class Chromium : IAsyncDisposable
{
    // No background requests, and no check that blocks requests to local servers. A visit takes one process instead of two: the header
    // Cross-Origin-Opener-Policy, which tests over HTTP check, does not move the page to another one, and none is kept in reserve.
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--disable-features=LocalNetworkAccessChecks,SpareRendererForSitePerProcess,CrossOriginOpenerPolicy",
    ];

    // Playwright disables the back/forward cache that people's browsers have.
    private static readonly string[] Restored = ["--disable-back-forward-cache"];

    private readonly string? path;
    private readonly string package;
    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> started;

    /// <summary>The build that starts fastest.</summary>
    public Chromium()
        : this(Tool.Chromium, "chromium-headless-shell")
    {
    }

    private protected Chromium(string? path, string package)
    {
        (this.path, this.package) = (path, package);
        started = new(Start);
    }

    /// <summary>A new browser profile without cookies, storage and cache.</summary>
    /// <param name="options">Viewport, colour scheme and other options. Without one for service workers, they are blocked.</param>
    public async Task<IBrowserContext> Profile(BrowserNewContextOptions? options = null)
    {
        Requirement.Needs(path is not null, $"Chromium is missing: apt-get install {package}");
        options ??= new();
        // A worker answers requests, which the routes of a test then do not see.
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block;
        return await (await started.Value).Browser.NewContextAsync(options);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (!started.IsValueCreated) return;
        var (driver, browser) = await started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    private async Task<(IPlaywright Driver, IBrowser Browser)> Start()
    {
        // Generous timeout for busy machines.
        Assertions.SetDefaultExpectTimeout(120_000);
        var driver = await Playwright.CreateAsync();
        var options = new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = Arguments,
            IgnoreDefaultArgs = Restored,
            Headless = true,
        };
        return (driver, await driver.Chromium.LaunchAsync(options));
    }
}

/// <summary>The Chromium that people use. Unlike the headless build, it has the back/forward cache.</summary>
public sealed class FullChromium : Chromium
{
    /// <summary>The installed browser.</summary>
    public FullChromium()
        : base(Tool.FullChromium, "chromium")
    {
    }
}
