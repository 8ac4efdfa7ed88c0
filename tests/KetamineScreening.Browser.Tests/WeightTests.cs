using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class WeightTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_page_needs_less_than_40_KB_of_script_and_no_script_waits_for_more_than_one_other()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        var scripts = visitor.Addresses.Where(address => address.AbsolutePath.EndsWith(".js", StringComparison.Ordinal)).Distinct().ToList();
        var sizes = await Task.WhenAll(scripts.Select(Size));
        // What the page does not name itself is found only when another script is there.
        var html = await service.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(scripts.Count > 5);
        Assert.InRange(sizes.Sum(), 5_000, 40_000);
        Assert.All(scripts, script => Assert.Contains($"\"{script.AbsolutePath}\"", html, StringComparison.Ordinal));
    }

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }
}
