using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A person at a browser that nobody has used yet. What the browser sends, and what it complains about, is written down.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>Where "leave this page quickly" leads; it is played by the tests.</summary>
    public const string Elsewhere = "https://www.wikipedia.org/";

    private readonly IBrowserContext browser;
    private readonly ConcurrentQueue<Uri> addresses = [];
    private readonly ConcurrentQueue<JsonNode> sent = [];
    private readonly ConcurrentQueue<int> lengths = [];
    private readonly ConcurrentQueue<string> complaints = [];

    private Visitor(IBrowserContext profile, IPage page)
    {
        (browser, Page) = (profile, page);
        page.Request += (_, request) => addresses.Enqueue(new Uri(request.Url));
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>The widget of the page.</summary>
    public Widget Widget => new(Page.Locator("ketamine-screening"));

    /// <summary>Every address that was asked for.</summary>
    public IEnumerable<Uri> Addresses => addresses;

    /// <summary>Errors and warnings in the browser's console.</summary>
    public IEnumerable<string> Complaints => complaints;

    /// <summary>Bodies of the screenings that were sent.</summary>
    public IEnumerable<JsonNode> Sent => sent;

    /// <summary>Lengths of these bodies.</summary>
    public IEnumerable<int> SentLengths => lengths;

    /// <summary>Answers of the screening that was sent last.</summary>
    public Dictionary<string, string> SentAnswers => Sent.Last()["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);

    /// <summary>Opens a page of the service.</summary>
    public static Task<Visitor> Arrive(Chromium chromium, Service service, string address = "/", BrowserNewContextOptions? options = null) =>
        Arrive(chromium, new Uri(service.Http.BaseAddress!, address), options);

    /// <summary>Opens a page.</summary>
    public static async Task<Visitor> Arrive(Chromium chromium, Uri address, BrowserNewContextOptions? options = null, string? script = null)
    {
        var profile = await chromium.Profile(options);
        profile.SetDefaultTimeout(90_000);
        await profile.RouteAsync(Elsewhere, route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<title>Elsewhere</title>" }));
        if (script is not null) await profile.AddInitScriptAsync(script);
        var visitor = new Visitor(profile, await profile.NewPageAsync());
        await profile.RouteAsync("**/screenings*", visitor.PassOn);
        await visitor.Page.GotoAsync(address.ToString());
        return visitor;
    }

    /// <summary>What is in the browser's storage of the page's origin, and its cookies.</summary>
    public async Task<IEnumerable<string>> Kept()
    {
        var names = await Page.EvaluateAsync<string[]>("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]");
        return [.. names, .. (await browser.CookiesAsync()).Select(cookie => $"cookie {cookie.Name}")];
    }

    /// <summary>Presses Escape twice within a moment. A busy machine may take longer than that, and then it is done again.</summary>
    public async Task EscapeTwice()
    {
        for (var tries = 0; tries < 10 && Page.Url != Elsewhere; tries++)
        {
            await Page.Keyboard.PressAsync("Escape");
            await Page.Keyboard.PressAsync("Escape");
            await Page.WaitForTimeoutAsync(1000);
        }
    }

    /// <summary>Takes the network away.</summary>
    public Task LoseNetwork() => browser.SetOfflineAsync(true);

    private Task PassOn(IRoute route)
    {
        if (route.Request.Method == "POST")
        {
            sent.Enqueue(JsonNode.Parse(route.Request.PostData!)!);
            lengths.Enqueue(route.Request.PostDataBuffer!.Length);
        }

        return route.ContinueAsync();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
