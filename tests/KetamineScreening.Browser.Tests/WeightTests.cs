using System.Globalization;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class WeightTests(SharedService service, Chromium chromium)
{
    // The sum of the layout shifts so far. Without one, the browser reports nothing, so that the next frame ends the wait.
    private const string Moved = """
        () => new Promise((resolve) => {
          const sum = (list) => resolve(list.getEntries().reduce((total, { value }) => total + value, 0));
          new PerformanceObserver(sum).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
        })
        """;

    [Fact]
    public async Task A_journey_loads_less_than_60_KB_of_scripts()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.QuickCheck);
        await Assertions.Expect(visitor.Widget.Next).ToBeVisibleAsync();
        var scripts = visitor.Addresses
            .Where(address => address.AbsolutePath.EndsWith(".js", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        var sizes = await Task.WhenAll(scripts.Select(Size));

        Assert.Contains(scripts, script => script.AbsolutePath == "/embed/ketamine-screening.js");
        Assert.InRange(sizes.Sum(), 5_000, 60_000);
    }

    /// <remarks>A request that the first text needs delays it by a round trip.</remarks>
    [Fact]
    public async Task The_first_text_has_its_style_without_a_further_request()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/health/live");
        await visitor.Page.RouteAsync(
            "**/*", route => route.Request.IsNavigationRequest ? route.ContinueAsync() : route.AbortAsync());

        await visitor.Page.GotoAsync(service.Http.BaseAddress!.ToString());

        await Assertions.Expect(visitor.Page.Locator(".first-step h2")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".choice").First).Not.ToHaveCSSAsync("border-top-width", "0px");
    }

    /// <remarks>The output of the test has the times, which depend on the machine.</remarks>
    [Fact]
    public async Task On_a_slow_network_a_first_visit_takes_few_requests_and_nothing_moves()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/health/live");
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        var sizes = new List<double>();
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
            sizes.Add(finished!.Value.GetProperty("encodedDataLength").GetDouble());
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 50_000,
            ["uploadThroughput"] = 50_000,
        });

        await visitor.Page.GotoAsync(service.Http.BaseAddress!.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var firstText = await visitor.Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
        var moved = await visitor.Page.EvaluateAsync<double>(Moved);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"first text {firstText:F0} ms, {sizes.Count} requests, {sizes.Sum() / 1000:F0} kB, moved {moved}"));
        Assert.InRange(sizes.Count, 5, 12);
        Assert.InRange(sizes.Sum(), 20_000, 100_000);
        Assert.InRange(moved, 0, 0.01);
    }

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }
}
