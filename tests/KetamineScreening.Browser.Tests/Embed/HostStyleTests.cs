using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Style sheets of the embedding page do not reach into the widget.</summary>
public sealed class HostStyleTests(SharedService service, Chromium chromium)
{
    private const string Reset = """
        *, *::before, *::after, body * {
          font: inherit; text-transform: uppercase; letter-spacing: 0.3em; line-height: 1; box-sizing: content-box; text-align: right;
          word-spacing: 2em; color: red; text-indent: 3em; white-space: pre; animation: spin 2s infinite; transition: all 3s;
          -webkit-text-fill-color: red; cursor: none; list-style: square; font-variant: small-caps; hyphens: auto; direction: ltr;
        }
        @keyframes spin { from { opacity: 0.9; } }
        ketamine-screening { animation: none; transition: none; }
        """;

    // The looks of all elements of the widget, as one text for each.
    private const string Looks = """
        (widget) => {
          const names = ['fontSize', 'fontFamily', 'fontWeight', 'fontVariant', 'textTransform', 'letterSpacing', 'wordSpacing',
            'lineHeight', 'boxSizing', 'textAlign', 'textIndent', 'whiteSpace', 'color', 'webkitTextFillColor', 'cursor', 'animationName',
            'hyphens', 'listStyleType', 'transitionDuration', 'opacity'];
          const elements = [...widget.shadowRoot.querySelectorAll('.widget, .widget *')];
          return elements.map((element) => {
            const style = getComputedStyle(element);
            return `${element.localName}.${element.className}: ${names.map((name) => style[name]).join(' | ')}`;
          });
        }
        """;

    private readonly Embedding embedding = new(service);

    [Fact]
    public async Task A_reset_of_the_page_changes_no_look_inside_the_widget()
    {
        await using var plain = await embedding.Page(framed: false);
        await using var hostile = await embedding.Page(framed: false, before: $"<style>{Reset}</style>");
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce };
        await using var visitor = await Visitor.Arrive(chromium, plain.Address, options);
        await using var guest = await Visitor.Arrive(chromium, hostile.Address, options);
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=choice]").First).ToBeVisibleAsync();
        await Assertions.Expect(guest.Widget.Root.Locator("[data-part=choice]").First).ToBeVisibleAsync();
        await Assertions.Expect(guest.Widget.Root.Locator("[data-part=emergency]")).ToContainTextAsync("112");
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency]")).ToContainTextAsync("112");

        var expected = await visitor.Widget.Root.EvaluateAsync<string[]>(Looks);
        var found = await guest.Widget.Root.EvaluateAsync<string[]>(Looks);

        Assert.True(expected.Length > 50);
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("main { display: flex; }")]
    [InlineData("main { display: inline-block; }")]
    [InlineData("main { float: left; }")]
    [InlineData("main { position: absolute; }")]
    public async Task Where_the_parent_is_as_wide_as_its_content_the_widget_can_be_read(string css)
    {
        await using var host = await embedding.Page(framed: false, before: $"<style>{css}</style>");
        await using var visitor = await Visitor.Arrive(
            chromium, host.Address, new() { ViewportSize = new() { Width = 400, Height = 740 } });
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        Assert.InRange((await visitor.Widget.Root.BoundingBoxAsync())!.Width, 200, 400);
    }

    [Theory]
    [InlineData("", 17)]
    [InlineData("html { font-size: 62.5%; } body { font-size: 1.6rem; }", 17)]
    [InlineData("html { font-size: 10px; }", 17)]
    [InlineData("html { font-size: 32px; }", 34)]
    [InlineData("body { font-size: 9px; } * { font: inherit; }", 17)]
    [InlineData("ketamine-screening { --ks-font-size: 20px; }", 20)]
    public async Task Text_is_at_least_17_pixels_large_and_as_large_as_people_have_set_it(string css, int size)
    {
        await using var host = await embedding.Page(framed: false, before: $"<style>{css}</style>");
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        await Assertions.Expect(visitor.Widget.Root.Locator(".adults")).ToHaveCSSAsync("font-size", $"{size}px");
    }
}
