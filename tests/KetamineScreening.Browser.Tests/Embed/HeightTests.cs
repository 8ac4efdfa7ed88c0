using System.Globalization;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>From the list of answers on, the height of an embedded widget tells nothing about answers and result.</summary>
public sealed class HeightTests(SharedService service, Chromium chromium)
{
    private const int Runs = 60;

    // What the page around the widget sees from the list of answers on, beginning with the height of the result before anything in it is
    // opened: the second change of the height, after that of the question about counting. The attack begins when the element or frame has
    // the height of its content.
    private const string Watch = """
        document.addEventListener('ks-resized', ({ detail }) => window.heights?.push(detail.height));
        const box = () => document.querySelector('iframe, ketamine-screening').getBoundingClientRect();
        window.begin = async (height) => {
          while (Math.ceil(box().height) !== height) await new Promise(requestAnimationFrame);
          window.heights = [];
        };
        window.observe = async () => {
          for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
          const { height, width } = box();
          const page = document.documentElement;
          return [heights[1] ?? height, height, width, page.scrollHeight, page.scrollWidth, new Set([...heights, height]).size,
            Math.min(...heights, height), Math.max(...heights, height)];
        };
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_knows_the_heights_of_results_guesses_the_band_no_better_than_without_them(bool framed)
    {
        await using var host = await new Embedding(service).Page(framed, [("country", "GB")]);
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 600, Height = 600 } };
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
            $"{right} of {Runs} guesses right; {blind} by naming the most frequent of {string.Join(", ", seen.CountBy(one => one.Band))}"));
        Assert.Equal(6, seen.CountBy(one => one.Band).Count());
        Assert.True(right <= blind, $"{right} {blind}");
        Assert.Single(seen.Select(one => string.Join(' ', one.Observation)).Distinct());
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData("component")]
    [InlineData("frame")]
    [InlineData("bare frame")]
    public async Task The_result_scrolls_inside_on_a_phone_and_everything_can_be_reached(string form)
    {
        await using var host = await Phone(form);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, PhoneOptions, await Script("height-attack.js"));
        var frame = form == "component" ? visitor.Page.MainFrame : await FrameOf(visitor);
        var widget = new Widget(frame.Locator("ketamine-screening"));
        var (bar, main) = (widget.Root.Locator(".bar"), widget.Root.Locator(".main"));
        await frame.EvaluateAsync("window.journey = journey()");
        await frame.EvaluateAsync("journey.toReview(3)");
        await frame.EvaluateAsync("journey.toResult(3)");

        await Assertions.Expect(bar).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(widget.Heading).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(main).ToHaveAccessibleNameAsync(Texts.Of("review.region"));
        var scroller = "document.scrollingElement.scrollHeight <= innerHeight";
        if (form == "bare frame") Assert.True(await frame.EvaluateAsync<bool>(scroller), "The page of the frame scrolls too.");

        await main.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("End");
        var last = widget.Root.Locator("[data-part=restart]");
        await Assertions.Expect(last).ToBeInViewportAsync(new() { Ratio = 1 });
        await Assertions.Expect(bar).ToBeInViewportAsync(new() { Ratio = 1 });
        await last.ClickAsync();
        // The window can begin in the middle of a pixel.
        await Assertions.Expect(widget.Root.Locator("[data-part=restart-yes]")).ToBeInViewportAsync(new() { Ratio = 0.9f });

        await bar.Locator("[data-part=emergency-button]").ClickAsync();
        await ExpectReachable(widget.Root.Locator(".panel summary").Last);

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await main.EvaluateAsync<bool>("main => main.scrollHeight <= main.clientHeight + 1"), "Not all of it is printed.");
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await visitor.Page.Keyboard.PressAsync("Escape");
        await widget.Root.Locator("[data-part=restart-yes]").ClickAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("welcome.title"));
        Assert.True(await main.EvaluateAsync<bool>("main => main.scrollHeight <= main.clientHeight + 1"), "The first view scrolls inside.");
    }

    [Fact]
    public async Task With_text_of_twice_the_size_every_control_of_the_result_can_be_reached()
    {
        await using var host = await new Embedding(service).Page(false, [("country", "GB")], "<style>html { font-size: 200% }</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address, PhoneOptions, await Script("height-attack.js"));
        var root = visitor.Widget.Root;
        await visitor.Page.EvaluateAsync("window.journey = journey()");
        await visitor.Page.EvaluateAsync("journey.toReview(3)");
        await visitor.Page.EvaluateAsync("journey.toResult(3)");

        var fits = "document.documentElement.scrollWidth <= innerWidth";
        Assert.True(await visitor.Page.EvaluateAsync<bool>(fits), "The page scrolls sideways.");
        await Assertions.Expect(visitor.Widget.Heading).ToBeInViewportAsync(new() { Ratio = 1 });
        await ExpectReachable(root.Locator("[data-part=restart]"));
        await root.Locator("[data-part=emergency-button]").ClickAsync();
        await ExpectReachable(root.Locator(".panel summary").Last);
    }

    private static async Task ExpectReachable(ILocator control)
    {
        // What is loaded meanwhile can move it away again.
        for (var attempt = 1; ; attempt++)
        {
            await control.ScrollIntoViewIfNeededAsync();
            try
            {
                await Assertions.Expect(control).ToBeInViewportAsync(new() { Ratio = 1, Timeout = 3_000 });
                return;
            }
            catch (PlaywrightException) when (attempt < 10)
            {
                // Scrolls again.
            }
        }
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

    private static BrowserNewContextOptions PhoneOptions => new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        HasTouch = true,
        IsMobile = true,
        ReducedMotion = ReducedMotion.Reduce,
    };

    private Task<HostPage> Phone(string form)
    {
        const string Viewport = "<meta name=viewport content='width=device-width'>";
        const string Text = "<p style='block-size: 400px'>A page with more than the widget.</p>";
        var embedding = new Embedding(service);
        return form == "bare frame"
            ? embedding.BareFrame("width=\"100%\" height=\"700\"", Viewport + Text, Text)
            : embedding.Page(form == "frame", [("country", "GB")], Viewport + Text, Text);
    }

    private static async Task<IFrame> FrameOf(Visitor visitor)
    {
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        return visitor.Page.Frames[1];
    }

    private static Task<string> Script(string name) => File.ReadAllTextAsync(
        Repository.PathOf($"tests/KetamineScreening.Browser.Tests/Embed/{name}"), TestContext.Current.CancellationToken);
}
