using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Frames that come, change and go while the page is open.</summary>
public sealed partial class LoaderTests(SharedService service, Chromium chromium)
{
    private const string CountShifts = """
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) window.shift += value;
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("zh", "zh-Hant")]
    [InlineData("pt", "en")]
    [InlineData("de_AT", "fr")]
    [InlineData("", "fr")]
    public async Task The_title_of_the_frame_is_in_the_language_of_its_content_and_declares_it(string asked, string language)
    {
        await using var host = await embedding.Page(framed: true, [("lang", asked)]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address, new() { Locale = "fr" });
        await Assertions.Expect(Embedding.WidgetOf(visitor).Root.Locator(".screen")).ToHaveAttributeAsync("lang", language);
        var frame = visitor.Page.Locator("iframe");
        var title = await visitor.Page.Frames[1].TitleAsync();

        await Assertions.Expect(frame).ToHaveAttributeAsync("lang", language);
        await Assertions.Expect(frame).ToHaveAttributeAsync("title", title);
        await visitor.Page.Locator("[data-ketamine-screening]").EvaluateAsync("element => { element.dataset.title = 'Check'; }");
        await Assertions.Expect(frame).ToHaveAttributeAsync("title", "Check");
        await Assertions.Expect(frame).Not.ToHaveAttributeAsync("lang", AnyValue());
    }

    [Fact]
    public async Task An_element_added_later_gets_a_frame_and_a_removed_one_leaves_nothing_behind()
    {
        await using var host = await HostPage.Start($"<div id=\"place\"></div>{embedding.LoaderScript}", embedding.Policy);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        var widget = Embedding.WidgetOf(visitor);

        await visitor.Page.EvaluateAsync(
            """
            () => {
              const section = document.createElement('section');
              const element = document.createElement('div');
              element.dataset.ketamineScreening = '';
              element.dataset.questionnaire = 'ketamine-quick-check';
              section.append(element);
              place.append(section);
            }
            """);
        await Assertions.Expect(widget.Root.Locator("[data-part=begin]")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("document.querySelector('[data-ketamine-screening]').dataset.accent = '#7a3e00'");
        await Assertions.Expect(widget.Root.Locator("[data-part=begin]")).ToHaveCSSAsync("background-color", "rgb(122, 62, 0)");
        await visitor.Page.EvaluateAsync("document.querySelector('[data-ketamine-screening]').dataset.accent = 'url(x)'");
        await Assertions.Expect(widget.Root.Locator("[data-part=begin]")).Not.ToHaveCSSAsync("background-color", "rgb(122, 62, 0)");
        Assert.Contains("url(x)", Assert.Single(visitor.Complaints), StringComparison.Ordinal);

        await visitor.Page.EvaluateAsync(
            """
            () => {
              const element = place.firstChild;
              element.remove();
              return new Promise((resolve) => setTimeout(() => {
                place.append(element);
                resolve();
              }));
            }
            """);
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToHaveCountAsync(1);
        await Assertions.Expect(widget.Root.Locator("[data-part=begin]")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("data-loading=\"lazy\"")]
    public async Task A_frame_that_comes_into_view_does_not_make_the_page_jump(string loading)
    {
        var element = $"<div data-ketamine-screening data-questionnaire=\"ketamine-quick-check\" {loading}></div>";
        await using var host = await HostPage.Start(
            $"<p style=\"height: 6000px\">Text</p>{element}<p>Text below</p><p style=\"height: 500px\">More</p>{embedding.LoaderScript}",
            embedding.Policy);
        var window = new BrowserNewContextOptions { ViewportSize = new() { Width = 400, Height = 700 } };
        await using var visitor = await Visitor.Arrive(chromium, host.Address, window, CountShifts);
        var widget = Embedding.WidgetOf(visitor);
        await visitor.Page.WaitForFunctionAsync("document.querySelector('iframe')");
        if (loading.Length == 0) await Assertions.Expect(widget.Heading).ToBeAttachedAsync();

        await visitor.Page.EvaluateAsync("scrollTo(0, 5600)");
        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        await visitor.Page.EvaluateAsync("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");

        Assert.InRange(await visitor.Page.EvaluateAsync<double>("shift"), 0, 0.1);
    }

    [GeneratedRegex(".*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyValue();
}
