using System.Globalization;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>From the list of answers on, the height of an embedded widget tells nothing about answers and result.</summary>
public sealed class HeightTests(SharedService service, Chromium chromium)
{
    private const int Runs = 60;

    // What the page around the widget sees from the list of answers on, beginning with the height of the result before anything in it is
    // opened. Waits until the element or frame has the height of its content.
    private const string Watch = """
        document.addEventListener('ks-completed', () => (window.isCompleted = true));
        document.addEventListener('ks-resized', ({ detail }) => {
          window.heights?.push(detail.height);
          if (window.isCompleted) window.ofResult ??= detail.height;
        });
        const box = () => document.querySelector('iframe, ketamine-screening').getBoundingClientRect();
        window.begin = async (height) => {
          while (Math.ceil(box().height) !== height) await new Promise(requestAnimationFrame);
          Object.assign(window, { heights: [], isCompleted: false, ofResult: undefined });
        };
        window.observe = async () => {
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
          const { height, width } = box();
          const page = document.documentElement;
          return [ofResult ?? height, height, width, page.scrollHeight, page.scrollWidth, heights.length,
            Math.min(...heights, height), Math.max(...heights, height)];
        };
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_knows_the_heights_of_results_guesses_the_band_no_better_than_without_them(bool framed)
    {
        await using var host = await new Embedding(service).Page(framed, [("country", "GB")]);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 600, Height = 600 }, ReducedMotion = ReducedMotion.Reduce };
        await using var visitor = await Visitor.Arrive(chromium, host.Address, options, Watch + await Script("height-attack.js"));
        var widget = framed ? await FrameOf(visitor) : visitor.Page.MainFrame;
        await widget.EvaluateAsync("window.journey = journey()");

        var seen = new List<(string Band, double[] Observation)>();
        for (var seed = 1; seed <= Runs; seed++)
        {
            var height = await widget.EvaluateAsync<int>($"journey.toReview({seed})");
            await visitor.Page.EvaluateAsync($"begin({height})");
            var band = await widget.EvaluateAsync<string>($"journey.toResult({seed})");
            seen.Add((band, await visitor.Page.EvaluateAsync<double[]>("observe()")));
            await widget.EvaluateAsync("journey.restart()");
        }

        var right = seen.Count(one => NearestGuess(seen, one.Observation) == one.Band);
        var blind = seen.CountBy(one => one.Band).Max(group => group.Value);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{right} of {Runs} guesses right; {blind} by naming the most frequent band: {string.Join(", ", seen.CountBy(one => one.Band))}"));
        Assert.True(seen.CountBy(one => one.Band).Count() >= 5, string.Join(", ", seen.CountBy(one => one.Band)));
        Assert.True(right <= blind, $"{right} {blind}");
        Assert.Single(seen.Select(one => string.Join(' ', one.Observation)).Distinct());
        Assert.Empty(visitor.Complaints);
    }

    // The most frequent band among the other runs with the nearest height of the result.
    private static string NearestGuess(List<(string Band, double[] Observation)> seen, double[] observation)
    {
        double Distance(double[] other) => Math.Abs(observation[0] - other[0]);
        var others = seen.Where(one => one.Observation != observation).ToList();
        var nearest = others.Min(one => Distance(one.Observation));
        var alike = others.Where(one => Distance(one.Observation) == nearest);
        return alike.CountBy(one => one.Band).MaxBy(group => group.Value).Key;
    }

    private static async Task<IFrame> FrameOf(Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        return visitor.Page.Frames[1];
    }

    private static Task<string> Script(string name) => File.ReadAllTextAsync(
        Repository.PathOf($"tests/KetamineScreening.Browser.Tests/Embed/{name}"), TestContext.Current.CancellationToken);
}
