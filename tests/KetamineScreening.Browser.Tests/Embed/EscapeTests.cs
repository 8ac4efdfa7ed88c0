using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Escape leaves the page only when it is meant for the widget.</summary>
public sealed class EscapeTests(SharedService service, Chromium chromium)
{
    private const string Host = """
        <textarea>note</textarea>
        <p id="text">Text of the host</p>
        <dialog><button>Close</button></dialog>
        <div id="bar" contenteditable>edit</div>
        """;

    private readonly Embedding embedding = new(service);

    /// <remarks>Several uses of the key on one page, so that the page is loaded once.</remarks>
    [Fact]
    public async Task Escape_that_belongs_to_the_page_does_not_leave()
    {
        await using var host = await embedding.Page(framed: false, [("questionnaire", Some.QuickCheck)], Host);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        var page = visitor.Page;

        await StaysAfter("before anybody has touched the widget", () => Task.CompletedTask);
        await page.Locator("h2.heading").ClickAsync();
        await StaysAfter("in a text area", () => page.Locator("textarea").FocusAsync());
        await StaysAfter("in editable text", () => page.Locator("#bar").FocusAsync());
        await StaysAfter("after a click elsewhere", () => page.Locator("#text").ClickAsync());
        await page.Locator("h2.heading").ClickAsync();
        await StaysAfter("in a dialog", () => page.EvaluateAsync("document.querySelector('dialog').showModal()"));
        await page.Locator("h2.heading").ClickAsync();
        await page.EvaluateAsync("() => { document.onkeydown = (event) => event.preventDefault(); }");
        await StaysAfter("with its default prevented", () => Task.CompletedTask);
        await page.EvaluateAsync("() => { document.onkeydown = null; }");
        await visitor.Widget.Root.EvaluateAsync("widget => { widget.parentElement.style.display = 'none'; }");
        await StaysAfter("while the widget is hidden", () => Task.CompletedTask);

        async Task StaysAfter(string use, Func<Task> act)
        {
            await act();
            await page.Keyboard.PressAsync("Escape");
            await page.Keyboard.PressAsync("Escape");
            await page.EvaluateAsync("new Promise((resolve) => setTimeout(resolve))");
            Assert.True(page.Url == host.Address.ToString(), use);
            if (await page.Locator("dialog").EvaluateAsync<bool>("dialog => dialog.open")) Assert.Fail("the dialog stayed open");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Escape_leaves_after_a_click_on_the_text_of_the_widget_or_with_the_focus_inside(bool byClick)
    {
        await using var host = await embedding.Page(framed: false, [("questionnaire", Some.QuickCheck)], Host);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);

        if (byClick) await visitor.Widget.Root.Locator(".lead").ClickAsync();
        else await visitor.Widget.Root.Locator("[data-part=begin]").FocusAsync();
        await visitor.EscapeTwice();

        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
    }
}
