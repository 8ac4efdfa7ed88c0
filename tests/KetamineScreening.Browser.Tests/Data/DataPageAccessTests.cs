using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Data;

/// <summary>The data page on any device: axe, small screens, keyboard, forced colours, paper, no scripts and no network.</summary>
[Collection<ManyPeople.Shared>]
public sealed class DataPageAccessTests(ManyPeople people, Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task It_breaks_no_rule_of_axe_with_all_tables_open(ColorScheme scheme, int width)
    {
        await using var visitor = await Arrive(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 740 } });
        await visitor.Page.EvaluateAsync("document.querySelectorAll('details').forEach((details) => { details.open = true; })");

        Offenders.None(await Axe.Violations(visitor.Page, scheme));
        Assert.Empty(visitor.Complaints);
    }

    [Theory]
    [InlineData(320, "100%")]
    [InlineData(360, "200%")]
    public async Task A_small_screen_scrolls_only_tables_and_code_sideways(int width, string fontSize)
    {
        await using var visitor = await Arrive(new() { ViewportSize = new() { Width = width, Height = 740 } });
        await visitor.Page.EvaluateAsync(
            """
            (size) => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`html { font-size: ${size}; }`);
              document.adoptedStyleSheets = [sheet];
              document.querySelectorAll('details').forEach((details) => { details.open = true; });
            }
            """,
            fontSize);

        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_small_screen_cuts_no_label_of_an_axis_off()
    {
        // German has a space before the sign of per cent, so its labels are wider.
        await using var visitor = await Arrive(new() { ViewportSize = new() { Width = 320, Height = 740 }, Locale = "de" });

        var cut = await visitor.Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('.group .axis text')]
              .filter((text) => {
                const [label, frame] = [text, text.closest('.group')].map((element) => element.getBoundingClientRect());
                return label.left < frame.left || label.right > frame.right;
              })
              .map((text) => text.textContent)
            """);

        await Assertions.Expect(visitor.Page.Locator(".group .axis text").First).ToContainTextAsync("\u00a0%");
        Assert.Empty(cut);
    }

    [Fact]
    public async Task The_keyboard_reaches_every_control_and_chooses()
    {
        await using var visitor = await Arrive();
        var needed = await visitor.Page.EvaluateAsync<int>(
            """
            () => {
              const controls = [...document.querySelectorAll('main :is(a, button, select, summary, input:checked)')]
                .filter((element) => element.checkVisibility());
              controls.forEach((element) => element.addEventListener('focus', () => element.setAttribute('data-reached', '')));
              return controls.length;
            }
            """);
        await visitor.Page.Locator("h1").ClickAsync();
        for (var presses = 0; presses < needed + 20; presses++) await visitor.Page.Keyboard.PressAsync("Tab");

        Assert.Equal(needed, await visitor.Page.Locator("[data-reached]").CountAsync());

        await Radio(visitor, "totals.as.share").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(Radio(visitor, "totals.as.count")).ToBeFocusedAsync();
        Assert.EndsWith("?as=count", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Page.Locator("#bands summary").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#bands table")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(0, 0, 0)")]
    [InlineData(ColorScheme.Dark, "rgb(255, 255, 255)")]
    public async Task Forced_colours_draw_in_the_colour_of_text(ColorScheme scheme, string colour)
    {
        await using var visitor = await Arrive(new() { ForcedColors = ForcedColors.Active, ColorScheme = scheme });

        await Assertions.Expect(visitor.Page.Locator("#bands .dot").First).ToHaveCSSAsync("fill", colour);
        await Assertions.Expect(visitor.Page.Locator("#bands .whisker").First).ToHaveCSSAsync("stroke", colour);
        await Assertions.Expect(visitor.Page.Locator("#scores .bar").First).ToHaveCSSAsync("stroke", colour);
    }

    [Fact]
    public async Task On_paper_pictures_keep_their_marks_and_controls_are_left_out()
    {
        await using var visitor = await Arrive();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Assertions.Expect(visitor.Page.Locator("#bands .dot").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("#bands .controls")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.Locator("#bands .stamp")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_scripts_it_says_so_and_lists_the_files_and_releases()
    {
        await using var visitor = await Visitor.Arrive(chromium, people.Service, "/data", new() { JavaScriptEnabled = false });

        await Assertions.Expect(visitor.Page.Locator("noscript .message")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".waiting")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Page.Locator($"#files a[href$='/v1/releases/{people.Newest}/bands.csv']")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("#releases a")).ToHaveCountAsync(18);
    }

    [Fact]
    public async Task Offline_every_figure_says_so_and_tries_again_when_asked()
    {
        await using var visitor = await Arrive();
        await visitor.Page.RouteAsync("**/bands.csv", route => route.AbortAsync());
        await visitor.Page.ReloadAsync();
        var figure = visitor.Page.Locator("#bands");

        await Assertions.Expect(figure.Locator(".message")).ToHaveTextAsync(DataTexts.Of("totals.offline"));
        await Assertions.Expect(visitor.Page.Locator("#advice .mark").First).ToBeVisibleAsync();
        await visitor.Page.UnrouteAsync("**/bands.csv");
        await figure.GetByRole(AriaRole.Button, new() { Name = DataTexts.Of("totals.retry") }).ClickAsync();

        await Assertions.Expect(figure.Locator(".mark").First).ToBeVisibleAsync();
        await Assertions.Expect(figure.Locator(".message")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Its_scripts_are_smaller_than_40_KB()
    {
        await using var visitor = await Arrive();
        var scripts = visitor.Addresses
            .Where(address => address.AbsolutePath.EndsWith(".js", StringComparison.Ordinal))
            .Distinct()
            .ToList();
        var sizes = await Task.WhenAll(scripts.Select(Size));

        Assert.Contains(scripts, script => script.AbsolutePath == "/data/main.js");
        Assert.InRange(sizes.Sum(), 5_000, 40_000);
    }

    private async Task<long> Size(Uri script)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, script) { Headers = { { "Accept-Encoding", "br" } } };
        using var response = await people.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Content.Headers.ContentLength!.Value;
    }

    private static ILocator Radio(Visitor visitor, string text) =>
        visitor.Page.GetByRole(AriaRole.Radio, new() { Name = DataTexts.Of(text), Exact = true });

    private async Task<Visitor> Arrive(BrowserNewContextOptions? options = null)
    {
        var visitor = await Visitor.Arrive(chromium, people.Service, $"/data/{people.Newest}", options);
        await Assertions.Expect(visitor.Page.Locator("#trend .mark").First).ToBeVisibleAsync();
        return visitor;
    }
}
