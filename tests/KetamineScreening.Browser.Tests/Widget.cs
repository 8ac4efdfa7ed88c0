using System.Text.RegularExpressions;

namespace KetamineScreening.Browser.Tests;

/// <summary>The widget on any page or inside a frame.</summary>
/// <remarks>
/// Buttons are pressed with the keyboard, because a new step takes no clicks for a while. Questions are answered by script, which takes
/// less processor time; <see cref="JourneyTests"/> and <see cref="TapTests"/> answer them with the keyboard, the mouse and fingers.
/// </remarks>
/// <param name="Root">The custom element.</param>
internal sealed record Widget(ILocator Root)
{
    // Answers the questions of a step, also those that an answer opens, goes to the next step and returns the label of that button.
    private const string AnswerAndGoOn = """
        async (widget, answers) => {
          const root = widget.shadowRoot ?? widget;
          const answered = new Set();
          const isOpen = ({ name }) => name in answers && !answered.has(name);
          for (let input; (input = [...root.querySelectorAll('fieldset input[type=radio]')].find(isOpen));) {
            answered.add(input.name);
            root.querySelector(`input[name="${input.name}"][value="${answers[input.name]}"]`).click();
          }
          const next = root.querySelector('[data-part=next]');
          const label = next.textContent;
          next.click();
          for (let frames = 0; next.isConnected && frames < 600; frames++) await new Promise(requestAnimationFrame);
          return label;
        }
        """;

    /// <summary>Heading of the current view.</summary>
    public ILocator Heading => Root.Locator("h2.heading");

    /// <summary>Button to the next step.</summary>
    public ILocator Next => Root.Locator("[data-part=next]");

    /// <summary>Button to the step before.</summary>
    public ILocator Back => Root.Locator("[data-part=back]");

    /// <summary>Questions asked in the current section.</summary>
    public ILocator Questions => Root.Locator("fieldset:visible");

    /// <summary>Label of the band reached, in the heading of the result.</summary>
    public ILocator Band => Root.Locator("[data-part~=band-label]");

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
        string[] texts = [Texts.Of("country.shown").Split('{')[0].Trim(), Texts.Of("country.noneShown")];
        var said = new Regex(string.Join('|', texts.Select(Regex.Escape)), RegexOptions.None, TimeSpan.FromMinutes(1));
        await Assertions.Expect(Root.Locator("[role=status]").Last).ToContainTextAsync(said);
    }

    /// <summary>Chooses a questionnaire and begins its questions.</summary>
    public async Task Begin(string questionnaire)
    {
        await Root.Locator($"button[value='{questionnaire}']").PressAsync("Enter");
        await Begin();
    }

    /// <summary>Begins the questions of the chosen questionnaire.</summary>
    public Task Begin() => Root.Locator("[data-part=start]").PressAsync("Enter");

    /// <summary>Answers the questions of the current step and submits it.</summary>
    /// <returns>Whether it was the last step of the questions.</returns>
    public async Task<bool> AnswerStep(IReadOnlyDictionary<string, string> answers)
    {
        await Next.WaitForAsync();
        return await Root.EvaluateAsync<string>(AnswerAndGoOn, answers) == Texts.Of("section.check");
    }

    /// <summary>Goes to the step before with the button of the widget, and waits for it.</summary>
    public async Task GoBack()
    {
        var heading = await Heading.TextContentAsync() ?? "";
        await Back.PressAsync("Enter");
        await Assertions.Expect(Heading).Not.ToHaveTextAsync(heading);
    }

    /// <summary>Goes through the steps with the given answers until one of them has an item.</summary>
    public async Task AnswerUntil(string item, IReadOnlyDictionary<string, string> answers)
    {
        while (await Root.Locator($"input[name='{item}']").CountAsync() == 0) await AnswerStep(answers);
    }

    /// <summary>Goes through all questions with the given answers, up to the list of answers.</summary>
    public async Task AnswerAll(IReadOnlyDictionary<string, string> answers)
    {
        while (!await AnswerStep(answers))
        {
        }

        await Assertions.Expect(Heading).ToHaveTextAsync(Texts.Of("review.title"));
    }

    /// <summary>Confirms the list of answers and decides whether they may be counted, without a word about the person.</summary>
    public async Task Send(bool contribute)
    {
        await Next.PressAsync("Enter");
        await Root.Locator(contribute ? "[data-part=contributeYes]" : "[data-part=contributeNo]").PressAsync("Enter");
        if (!contribute) return;
        var about = Root.Locator("input[name=gender]").First;
        await Assertions.Expect(about.Or(Band)).ToBeVisibleAsync();
        if (await about.IsVisibleAsync()) await Next.PressAsync("Enter");
    }

    /// <summary>Answers all questions, sends the answers and waits for the result.</summary>
    public async Task Answer(IReadOnlyDictionary<string, string> answers, bool contribute = false)
    {
        await AnswerAll(answers);
        await Send(contribute);
        await ExpectResult();
    }

    /// <summary>Goes from the result to the summary for a doctor.</summary>
    public async Task ToSummary()
    {
        await Root.Locator("[data-part=take-with-you] > summary").ClickAsync();
        await Root.Locator("[data-part=to-summary]").ClickAsync();
        await Assertions.Expect(Root.Locator("[data-part=sheet]")).ToBeVisibleAsync();
    }

    /// <summary>Waits for the result.</summary>
    public Task ExpectResult() => Assertions.Expect(Heading).ToContainTextAsync(Texts.Of("result.heading").Split('{')[0]);
}
