using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Embed;

/// <summary>Translators of browsers replace every text by elements of their own.</summary>
public sealed class TranslationTests(SharedService service, Chromium chromium)
{
    // Does what a translator does, wherever it can reach: the document, and for the second form of the widget its shadow root too.
    private const string Translate = """
        () => {
          const wrap = (root) => {
            const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            const found = [];
            while (texts.nextNode()) {
              const { parentElement, data } = texts.currentNode;
              if (data.trim() && !parentElement?.closest('font, script, style')) found.push(texts.currentNode);
            }
            for (const text of found) {
              const [outer, inner] = [document.createElement('font'), document.createElement('font')];
              text.replaceWith(outer);
              outer.append(inner);
              inner.append(text.data.toUpperCase());
            }
          };
          const follow = (root) => {
            wrap(root);
            new MutationObserver(() => wrap(root)).observe(root, { childList: true, subtree: true, characterData: true });
          };
          follow(document.body);
          const { shadowRoot } = document.querySelector('ketamine-screening');
          if (shadowRoot) follow(shadowRoot);
        }
        """;

    private readonly Embedding embedding = new(service);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_journey_works_in_a_translated_page(bool isOwnPage)
    {
        await using var host = await embedding.Page(framed: false);
        await using var visitor = await Visitor.Arrive(chromium, isOwnPage ? service.Http.BaseAddress! : host.Address);
        var widget = visitor.Widget;
        await Assertions.Expect(widget.Root.Locator("[data-part=choice]").First).ToBeVisibleAsync();
        Assert.Equal(isOwnPage, await widget.Root.EvaluateAsync<bool>("widget => widget.shadowRoot === null"));
        await visitor.Page.EvaluateAsync(Translate);

        await widget.Begin(Some.QuickCheck);
        while (await widget.Root.Locator("[data-part=answers]").CountAsync() == 0)
        {
            await ExpectTranslation();
            var heading = await widget.Root.Locator(".main").TextContentAsync() ?? "";
            foreach (var (item, code) in Some.Answers(("bladder", "weekly")))
            {
                if (await widget.Option(item, code).CountAsync() > 0) await widget.Option(item, code).ClickAsync();
            }

            await widget.Next.ClickAsync();
            await Assertions.Expect(widget.Root.Locator(".main")).Not.ToHaveTextAsync(heading);
        }

        await ExpectTranslation();
        await widget.Next.ClickAsync();
        await widget.Root.Locator("[data-part=contributeNo]").ClickAsync();
        await Assertions.Expect(widget.Band).ToBeVisibleAsync();
        await ExpectTranslation();
        Assert.Empty(visitor.Complaints);

        async Task ExpectTranslation() => await Assertions.Expect(widget.Heading.Locator("font").First).ToBeVisibleAsync();
    }
}
