using System.Collections.Concurrent;
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

    /// <remarks>The output of the test has the figures of <c>docs/speed.md</c>. The times depend on the machine.</remarks>
    [Fact]
    public async Task On_a_slow_network_a_check_takes_few_requests_and_none_but_the_answers_after_the_first_question()
    {
        // Without routes, which turn off the cache of the browser.
        var profile = await chromium.Profile();
        await using var closed = profile;
        profile.SetDefaultTimeout(120_000);
        foreach (var (visit, requests, bytes) in new[] { ("first", 12, 100_000), ("second", 8, 25_000) })
        {
            var page = await profile.NewPageAsync();
            var widget = new Widget(page.Locator("ketamine-screening"));
            var sizes = await SlowNetwork(page);
            await page.GotoAsync(service.Http.BaseAddress!.ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });
            await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
            var firstText = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
            var (opened, moved) = (Received(sizes), await page.EvaluateAsync<double>(Moved));
            await widget.Begin(Some.QuickCheck);
            await Assertions.Expect(widget.Next).ToBeVisibleAsync();
            var (asked, later) = (Received(sizes), new ConcurrentQueue<string>());
            page.Request += (_, request) => later.Enqueue(request.Method);
            await widget.Answer(Some.Answers(("bladder", "weekly")));

            TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
                $"{visit} visit: first text {firstText:F0} ms, moved {moved}; page {opened}, question {asked}, result {Received(sizes)}"));
            Assert.Equal(["POST"], later);
            Assert.InRange(sizes.Count, 2, requests);
            Assert.InRange(sizes.Sum(), 2_000, bytes);
            Assert.InRange(moved, 0, 0.01);
            await page.CloseAsync();
        }
    }

    private static string Received(IReadOnlyCollection<double> sizes) =>
        FormattableString.Invariant($"{sizes.Count} requests {sizes.Sum() / 1000:F0} kB");

    // Bytes of each response that was received over the network: every request takes 400 ms longer, with 50 kB a second.
    private static async Task<IReadOnlyCollection<double>> SlowNetwork(IPage page)
    {
        var sizes = new ConcurrentQueue<double>();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            var bytes = finished!.Value.GetProperty("encodedDataLength").GetDouble();
            if (bytes > 0) sizes.Enqueue(bytes);
        };
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 50_000,
            ["uploadThroughput"] = 50_000,
        });
        return sizes;
    }

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }
}
