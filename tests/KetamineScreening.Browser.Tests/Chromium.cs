using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The machine's Chromium, started at the first test that wants it; nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // No request but those of the page. Servers of the tests are on this machine, which a page is kept from otherwise.
    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--disable-features=LocalNetworkAccessChecks",
    ];

    private readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> started = new(Start);

    /// <summary>A browser nobody has used yet: no cookie, no storage, no cache.</summary>
    /// <param name="options">Size, colour scheme and the like.</param>
    public async Task<IBrowserContext> Profile(BrowserNewContextOptions? options = null)
    {
        Requirement.Needs(Tool.Chromium is not null, "Chromium is missing: apt-get install chromium-headless-shell");
        return await (await started.Value).Browser.NewContextAsync(options ?? new());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated) return;
        var (driver, browser) = await started.Value;
        await browser.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> Start()
    {
        // A busy machine is no fault of the page.
        Assertions.SetDefaultExpectTimeout(30_000);
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Tool.Chromium, Args = Arguments, Headless = true }));
    }
}
