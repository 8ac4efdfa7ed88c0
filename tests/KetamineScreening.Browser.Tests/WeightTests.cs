using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class WeightTests(SharedService service, Chromium chromium)
{
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

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }
}
