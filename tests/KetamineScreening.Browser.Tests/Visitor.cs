using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A person with a new browser profile; records the requests and the console errors of the page.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>The page opened by "leave quickly"; the tests fulfil requests for it.</summary>
    public const string Elsewhere = "https://www.wikipedia.org/";

    private const string BlockedWorker = "Service Worker registration blocked by Playwright";

    private readonly IBrowserContext browser;
    private readonly ConcurrentQueue<IRequest> requests = [];
    private readonly ConcurrentQueue<JsonNode> sent = [];
    private readonly ConcurrentQueue<int> lengths = [];
    private readonly ConcurrentQueue<string> complaints = [];

    private Visitor(IBrowserContext profile, IPage page)
    {
        (browser, Page) = (profile, page);
        page.Request += (_, request) => requests.Enqueue(request);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && message.Text != BlockedWorker) complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>The widget of the page.</summary>
    public Widget Widget => new(Page.Locator("ketamine-screening"));

    /// <summary>All requests, also those of frames.</summary>
    public IEnumerable<IRequest> Requests => requests;

    /// <summary>URLs of all requests.</summary>
    public IEnumerable<Uri> Addresses => requests.Select(request => new Uri(request.Url));

    /// <summary>Errors and warnings on the console, and uncaught exceptions.</summary>
    public IEnumerable<string> Complaints => complaints;

    /// <summary>Bodies of the screenings sent.</summary>
    public IEnumerable<JsonNode> Sent => sent;

    /// <summary>Lengths of these bodies in bytes.</summary>
    public IEnumerable<int> SentLengths => lengths;

    /// <summary>Answers of the last screening sent.</summary>
    public Dictionary<string, string> SentAnswers =>
        Sent.Last()["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);

    /// <summary>Opens a page of the service.</summary>
    public static Task<Visitor> Arrive(
        Chromium chromium, Service service, string address = "/", BrowserNewContextOptions? options = null) =>
        Arrive(chromium, new Uri(service.Http.BaseAddress!, address), options);

    /// <summary>Opens a page.</summary>
    public static async Task<Visitor> Arrive(
        Chromium chromium, Uri address, BrowserNewContextOptions? options = null, string? script = null)
    {
        var profile = await chromium.Profile(options);
        profile.SetDefaultTimeout(120_000);
        var elsewhere = new RouteFulfillOptions { ContentType = "text/html", Body = "<title>Elsewhere</title>" };
        await profile.RouteAsync(Elsewhere, route => route.FulfillAsync(elsewhere));
        if (script is not null) await profile.AddInitScriptAsync(script);
        var visitor = new Visitor(profile, await profile.NewPageAsync());
        await profile.RouteAsync("**/screenings*", route => visitor.Record(route));
        await visitor.Page.GotoAsync(address.ToString());
        return visitor;
    }

    /// <summary>Keys in the storage of the page's origin, those of the tab after the word "tab", and cookies.</summary>
    public async Task<IEnumerable<string>> StoredData()
    {
        var names = await Page.EvaluateAsync<string[]>(
            "[...Object.keys(localStorage), ...Object.keys(sessionStorage).map((key) => `tab ${key}`)]");
        return [.. names, .. (await browser.CookiesAsync()).Select(cookie => $"cookie {cookie.Name}")];
    }

    /// <summary>Presses Escape twice in quick succession, and repeats this when a busy machine was too slow.</summary>
    public async Task EscapeTwice()
    {
        for (var tries = 0; tries < 10 && Page.Url != Elsewhere; tries++)
        {
            await Page.Keyboard.PressAsync("Escape");
            await Page.Keyboard.PressAsync("Escape");
            try
            {
                await Page.WaitForURLAsync(Elsewhere, new() { Timeout = 1000 });
            }
            catch (Exception failure) when (failure is TimeoutException or PlaywrightException)
            {
                // The page is still there: press again. Or the navigation of the frame was aborted by that of the whole page.
            }
        }
    }

    /// <summary>Runs a script in every page that is loaded from now on.</summary>
    public Task Prepare(string script) => browser.AddInitScriptAsync(script);

    /// <summary>Waits until the browser has a copy of the page that works without a network.</summary>
    public Task KeepCopy() => Page.EvaluateAsync(
        """
        async () => {
          const { active } = await navigator.serviceWorker.ready;
          while (active.state !== 'activated') await new Promise((resolve) => { active.onstatechange = resolve; });
        }
        """);

    /// <summary>Opens another tab.</summary>
    public Task<IPage> NewTab() => browser.NewPageAsync();

    /// <summary>Switches the browser to offline.</summary>
    public Task LoseNetwork() => browser.SetOfflineAsync(true);

    /// <summary>Switches the browser to online again.</summary>
    public Task FindNetwork() => browser.SetOfflineAsync(false);

    /// <summary>Sends all further requests for data to another service, as if the service had been updated.</summary>
    public Task Update(Service service) => browser.RouteAsync("**/v1/**", route => Record(route, service.Http.BaseAddress));

    private Task Record(IRoute route, Uri? updated = null)
    {
        if (route.Request.Method == "POST")
        {
            sent.Enqueue(JsonNode.Parse(route.Request.PostData!)!);
            lengths.Enqueue(route.Request.PostDataBuffer!.Length);
        }

        var address = updated is null ? null : new Uri(updated, new Uri(route.Request.Url).PathAndQuery).ToString();
        return route.ContinueAsync(new() { Url = address });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
