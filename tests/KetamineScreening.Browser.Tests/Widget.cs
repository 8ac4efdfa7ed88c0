namespace KetamineScreening.Browser.Tests;

/// <summary>The widget as a person with a mouse uses it, wherever it stands.</summary>
/// <param name="Root">The element.</param>
internal sealed record Widget(ILocator Root)
{
    /// <summary>What the present step is called.</summary>
    public ILocator Heading => Root.Locator("h2.heading");

    /// <summary>Goes on to the next section, or to the result.</summary>
    public ILocator Next => Root.Locator("button[type=submit]");

    /// <summary>The questions that are asked in the present section.</summary>
    public ILocator Questions => Root.Locator("fieldset:visible");

    /// <summary>The name of the range that the person reached.</summary>
    public ILocator Band => Root.Locator("[part~=band-label]");

    /// <summary>A button by the key of its text.</summary>
    public ILocator Button(string text) => Root.GetByRole(AriaRole.Button, new() { Name = Texts.Of(text), Exact = true });

    /// <summary>One option of a question.</summary>
    public ILocator Option(string item, string code) => Root.Locator($"label:has(input[name='{item}'][value='{code}'])");

    /// <summary>Chooses a questionnaire and says whether the answers may be counted.</summary>
    public async Task Begin(string questionnaire, bool contribute = false)
    {
        await Root.Locator($"button[value='{questionnaire}']").ClickAsync();
        await Begin(contribute);
    }

    /// <summary>Says whether the answers may be counted, and so begins.</summary>
    public Task Begin(bool contribute) => Button(contribute ? "before.contributeYes" : "before.contributeNo").ClickAsync();

    /// <summary>Answers the questions of the present section and goes on.</summary>
    /// <returns>Whether it was the last one.</returns>
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

    /// <summary>Answers everything, leaves out what is not among the answers, and waits for the result.</summary>
    public async Task Answer(IReadOnlyDictionary<string, string> answers)
    {
        while (!await AnswerSection(answers))
        {
        }

        await Assertions.Expect(Heading).ToHaveTextAsync(Texts.Of("result.title"));
    }
}
