using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>On the page at <c>/</c> the widget is part of the document, whose style sheet has rules of its own.</summary>
public sealed class OwnPageTests(SharedService service, Chromium chromium)
{
    // Browsers that cannot keep a style sheet to a part of the document get a shadow root.
    private const string Older = "delete window.CSSScopeRule;";

    // All computed styles of all elements; sizes that follow from each other are left to the box.
    private const string Looks = """
        (widget) => [...(widget.shadowRoot ?? widget).querySelectorAll('.widget *')].map((element) => {
          const style = getComputedStyle(element);
          const before = getComputedStyle(element, '::before');
          const { width, height } = element.getBoundingClientRect();
          const names = [...style].filter((name) => !/^--|origin|inline-size|block-size|width|height|^(animation|transition)/.test(name));
          return [element.localName, element.classList.value, width, height, before.content, before.backgroundColor,
            ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join('; ').replaceAll(/k\d+/g, 'id');
        })
        """;

    [Fact]
    public async Task The_style_sheet_of_the_page_changes_no_look_inside_the_widget()
    {
        var options = new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce, TimezoneId = "Europe/London" };
        var start = service.Http.BaseAddress!;
        await using var visitor = await Visitor.Arrive(chromium, start, options);
        await using var older = await Visitor.Arrive(chromium, start, options, Older);
        Visitor[] both = [visitor, older];

        await Compare(widget => Assertions.Expect(widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync());
        Assert.Equal((bool[])[false, true], await Each(widget => widget.Root.EvaluateAsync<bool>("widget => widget.shadowRoot !== null")));
        await Compare(widget => widget.Begin(Some.QuickCheck));
        await Compare(widget => widget.AnswerAll(Some.Answers(("bladder", "weekly"))));
        await Compare(widget => widget.Next.ClickAsync());
        await Compare(async widget =>
        {
            await widget.Root.Locator("[data-part=contributeNo]").ClickAsync();
            await widget.ExpectResult();
            await widget.Root.Locator(".main details")
                .EvaluateAllAsync<object?>("panels => panels.forEach((panel) => (panel.open = true))");
        });
        foreach (var guest in both) await guest.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Compare(_ => Task.CompletedTask);
        foreach (var guest in both) await guest.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Compare(async widget =>
        {
            await widget.Root.Locator("[data-part=to-summary]").ClickAsync();
            await Assertions.Expect(widget.Root.Locator("[data-part=sheet]")).ToBeVisibleAsync();
        });

        async Task Compare(Func<Widget, Task> act)
        {
            foreach (var guest in both)
            {
                await act(guest.Widget);
                await guest.Page.Mouse.MoveAsync(0, 0);
                await Assertions.Expect(guest.Widget.Root.Locator(".main")).Not.ToHaveAttributeAsync("style", "pointer-events: none;");
            }

            var looks = await Each(widget => widget.Root.EvaluateAsync<string[]>(Looks));
            Assert.True(looks[0].Length > 20);
            Assert.Equal(looks[1], looks[0]);
        }

        async Task<T[]> Each<T>(Func<Widget, Task<T>> ask) => [await ask(visitor.Widget), await ask(older.Widget)];
    }
}
