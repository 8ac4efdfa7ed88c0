using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed partial class WeightTests(SharedService service, Chromium chromium)
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

        Assert.Contains(scripts, script => script.AbsolutePath == "/embed/score.js");
        Assert.InRange(sizes.Sum(), 5_000, 60_000);
    }

    /// <remarks>
    /// A script that is not preloaded starts loading only after the script that imports it; a preloaded script that is not needed yet
    /// delays the others.
    /// </remarks>
    [Fact]
    public async Task The_page_preloads_exactly_the_scripts_of_the_first_view()
    {
        var html = await Get("/");
        List<string> needed = ["/embed/ketamine-screening.js"];
        for (var next = 0; next < needed.Count; next++)
        {
            var imports = Import().Matches(await Get(needed[next])).Select(match => $"/embed/{match.Groups["script"].Value}");
            needed.AddRange(imports.Except(needed).ToList());
        }

        Assert.True(needed.Count > 3);
        var preloaded = PreloadedScript().Matches(html).Select(match => match.Groups["script"].Value);
        Assert.Equal(needed.Order(StringComparer.Ordinal), preloaded.Order(StringComparer.Ordinal));
    }

    private Task<string> Get(string address) =>
        service.Http.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }

    [GeneratedRegex(@"^(?:import|export) .*from '\./(?<script>[\w-]+\.js)';", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Import();

    [GeneratedRegex("(?:src|href)=\"\\.(?<script>/embed/[^\"]+\\.js)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PreloadedScript();
}
