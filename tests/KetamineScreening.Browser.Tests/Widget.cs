namespace KetamineScreening.Browser.Tests;

/// <summary>The widget as used with a mouse, on any page or inside a frame.</summary>
/// <param name="Root">The custom element.</param>
internal sealed record Widget(ILocator Root)
{
    /// <summary>Heading of the current view.</summary>
    public ILocator Heading => Root.Locator("h2.heading");

    /// <summary>Button to the next section or to the result.</summary>
    public ILocator Next => Root.Locator("button[type=submit]");

    /// <summary>Questions asked in the current section.</summary>
    public ILocator Questions => Root.Locator("fieldset:visible");

    /// <summary>Label of the band reached.</summary>
    public ILocator Band => Root.Locator("[part~=band-label]");

    /// <summary>A button, located by the key of its text.</summary>
    public ILocator Button(string text) =>
        Root.GetByRole(AriaRole.Button, new() { Name = Texts.Of(text), Exact = true });

    /// <summary>One option of a question.</summary>
    public ILocator Option(string item, string code) =>
        Root.Locator($"label:has(input[name='{item}'][value='{code}'])");

    /// <summary>Chooses the country of the help contacts, without opening the panel that has the list of countries.</summary>
    public async Task Choose(string country)
    {
        await Root.GetByLabel(Texts.Of("country.label")).First.EvaluateAsync(
            "(list, country) => { list.value = country; list.dispatchEvent(new Event('change', { bubbles: true })); }", country);
        await Assertions.Expect(Root.Locator("[role=status]").Last).ToContainTextAsync(Texts.Of("emergency.openWithNumber").Split('{')[0]);
    }

    /// <summary>Chooses a questionnaire and answers whether the answers may be counted.</summary>
    public async Task Begin(string questionnaire, bool contribute = false)
    {
        await Root.Locator($"button[value='{questionnaire}']").ClickAsync();
        await Begin(contribute);
    }

    /// <summary>Answers whether the answers may be counted, which starts the questions.</summary>
    public Task Begin(bool contribute) =>
        Button(contribute ? "consent.yes" : "consent.no").ClickAsync();

    /// <summary>Answers the questions of the current section and submits it.</summary>
    /// <returns>Whether it was the last section.</returns>
    public async Task<bool> AnswerSection(IReadOnlyDictionary<string, string> answers)
    {
        foreach (var (item, code) in answers)
        {
            if (await Option(item, code).CountAsync() > 0) await Option(item, code).ClickAsync();
        }

        var isLast = await Next.TextContentAsync() == Texts.Of("section.finish");
        await Next.ClickAsync();
        return isLast;
    }

    /// <summary>Goes through the sections with the given answers until one of them has an item.</summary>
    public async Task AnswerUntil(string item, IReadOnlyDictionary<string, string> answers)
    {
        while (await Root.Locator($"input[name='{item}']").CountAsync() == 0) await AnswerSection(answers);
    }

    /// <summary>Goes through all sections with the given answers and waits for the result.</summary>
    public async Task Answer(IReadOnlyDictionary<string, string> answers)
    {
        while (!await AnswerSection(answers))
        {
        }

        await Assertions.Expect(Heading).ToHaveTextAsync(Texts.Of("result.title"));
    }
}
