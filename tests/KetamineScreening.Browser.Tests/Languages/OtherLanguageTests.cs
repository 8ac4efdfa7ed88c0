using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;
using KetamineScreening.Browser.Tests.Embed;

namespace KetamineScreening.Browser.Tests.Languages;

/// <summary>The widget in a language other than English: <c>pl</c>, which has the English texts with the prefix <c>[pl]</c>.</summary>
public sealed class OtherLanguageTests(OtherLanguageTests.Polish polish, Chromium chromium) : IClassFixture<OtherLanguageTests.Polish>
{
    private const string Mark = "[pl] ";

    private static readonly Dictionary<string, string> Answers = Some.Answers(("preoccupation", "monthly"), ("bladder", "weekly"));

    [Fact]
    public async Task A_result_and_its_answers_survive_a_change_of_the_language()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Answers, contribute: false);
        var band = await widget.Band.TextContentAsync();
        var points = await widget.Root.Locator("[data-part=breakdown] tbody td:last-child").AllTextContentsAsync();

        await Switch(visitor);

        await Assertions.Expect(widget.Band).ToHaveTextAsync(Mark + band);
        Assert.Equal(points, await widget.Root.Locator("[data-part=breakdown] tbody td:last-child").AllTextContentsAsync());
        await Assertions.Expect(widget.Root.Locator("[data-part=disclaimer]")).ToContainTextAsync(Mark + Texts.Of("result.declined"));
        await Assertions.Expect(widget.Root.Locator("[data-part~=advice] h3").First).ToContainTextAsync(Mark);
        Assert.Single(visitor.Sent);
    }

    [Fact]
    public async Task Answers_before_the_result_survive_a_change_of_the_language()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Answers);
        await widget.Option("preoccupation", "monthly").ClickAsync();
        while (await widget.Root.Locator("[data-part=choice]").CountAsync() == 0) await widget.GoBack();

        await Switch(visitor);

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Mark + Texts.Of("welcome.title"));
        await widget.Root.Locator("[data-part=resume-continue]").ClickAsync();
        await Assertions.Expect(widget.Heading).ToContainTextAsync(Mark);
        await widget.AnswerUntil("preoccupation", new Dictionary<string, string>());
        await Assertions.Expect(widget.Root.Locator("input[name=preoccupation][value=monthly]")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_country_chosen_before_the_questions_survives_a_change_of_the_language_and_is_not_kept()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Service, options: new() { TimezoneId = "Europe/London" });
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await visitor.Widget.Choose("DE");

        await Switch(visitor);

        await Assertions.Expect(visitor.Widget.Root.Locator("select").First).ToHaveValueAsync("DE");
        Assert.Empty(await visitor.StoredData());
    }

    [Fact]
    public async Task Saved_answers_are_offered_with_the_title_in_the_language_of_the_page()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Answers);
        await widget.Root.Locator("[data-part=keep] input").CheckAsync();
        var address = new Uri(polish.Service.Http.BaseAddress!, "/?lang=pl").ToString();

        // Another tab does not have the answers of this one.
        var tab = await visitor.NewTab();
        await tab.GotoAsync(address);

        await Assertions.Expect(tab.Locator("[data-part=resume] p").First).ToContainTextAsync($": {Mark}Ketamine quick check");
    }

    [Fact]
    public async Task Answers_are_carried_over_to_a_questionnaire_that_says_the_same_in_other_words()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Reworded, options: new() { Locale = "pl" });
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Answers);

        await widget.Root.Locator("[data-part=further-carry]").ClickAsync();
        await widget.Begin();
        await widget.Answer(Some.Answers());

        Assert.Equal(Answers, visitor.SentAnswers);
    }

    [Fact]
    public async Task Texts_of_a_questionnaire_in_another_language_say_so()
    {
        await using var visitor = await Visitor.Arrive(chromium, polish.Service, "/health/live", new() { Locale = "pl" });
        await visitor.Page.RouteAsync("**/v1/questionnaires/*", route => route.ContinueAsync(
            new() { Headers = new Dictionary<string, string>(route.Request.Headers) { ["accept-language"] = "en" } }));
        await visitor.Page.GotoAsync(polish.Service.Http.BaseAddress!.ToString());
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);

        await Assertions.Expect(widget.Questions.Locator("legend [lang=en]").First).ToHaveTextAsync("When did you last take ketamine?");
        await Assertions.Expect(widget.Option("last-used", "never").Locator("[lang=en]")).ToHaveTextAsync("Never");
        await Assertions.Expect(widget.Questions.Locator(".needed[lang], .needed [lang]")).ToHaveCountAsync(0);
        await Assertions.Expect(widget.Next.Locator("xpath=ancestor::*[@lang][1]")).ToHaveAttributeAsync("lang", "pl");
    }

    [Theory]
    [InlineData("pl", 1)]
    [InlineData("en", 0)]
    public async Task The_first_step_says_once_that_a_translation_is_unreviewed_and_how_to_help(string language, int count)
    {
        await using var host = await new Embedding(polish.Service).Page(framed: false, [("lang", language)]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var note = visitor.Widget.Root.Locator("[data-part=unreviewed]");

        await Assertions.Expect(note).ToHaveCountAsync(count);
        if (count == 0) return;
        await Assertions.Expect(note).ToContainTextAsync(Mark + Texts.Of("welcome.unreviewed"));
        var contact = new Uri(polish.Service.Http.BaseAddress!, "/contact?lang=pl").ToString();
        await Assertions.Expect(note.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", contact);
    }

    [Fact]
    public async Task The_page_of_a_frame_is_in_the_language_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/embed/frame") { Headers = { { "Accept-Language", "pl" } } };
        using var response = await polish.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await using var host = await new Embedding(polish.Service).Page(framed: true, [("lang", "pl")]);
        await using var visitor = await Visitor.Arrive(chromium, host.Address);
        await Assertions.Expect(Embedding.WidgetOf(visitor).Heading).ToContainTextAsync(Mark);

        Assert.Contains("<html lang=\"pl\"", html, StringComparison.Ordinal);
        Assert.Contains($"{Mark}The questions need JavaScript", html, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.FrameLocator("iframe").Locator("html")).ToHaveAttributeAsync("lang", "pl");
    }

    // Follows a link of the page to itself in the other language.
    private static async Task Switch(Visitor visitor)
    {
        await visitor.Page.SetExtraHTTPHeadersAsync([new("Accept-Language", "pl")]);
        await visitor.Page.EvaluateAsync(
            """
            () => {
              const link = document.createElement('a');
              Object.assign(link, { id: 'switch', href: '/?lang=pl', hreflang: 'pl', textContent: 'Polski' });
              document.body.append(link);
            }
            """);
        await visitor.Page.Locator("#switch").ClickAsync();
        await Assertions.Expect(visitor.Widget.Root.Locator(".screen")).ToHaveAttributeAsync("lang", "pl");
    }

    /// <summary>Two services with the language.</summary>
    public sealed class Polish : IAsyncDisposable
    {
        private readonly PseudoLanguage.PseudoContent content = PseudoLanguage.Marked("pl");
        private readonly PseudoLanguage.PseudoContent reworded = PseudoLanguage.Marked("pl");

        public Polish()
        {
            Service = new Service(content.Settings);
            var folder = reworded.Folder;
            // The words of the interface stay English, because the steps of the tests read them.
            folder.Change("interface/pl.json", texts => texts["texts"] = folder.Read("interface/en.json")["texts"]!.DeepClone());
            folder.Change($"questionnaires/{Some.SelfCheck}/{Some.Version}/pl.json", texts =>
            {
                foreach (var text in ContentFolder.TextsOf(texts["items"]).Concat(ContentFolder.TextsOf(texts["scales"])).ToList())
                {
                    text.ReplaceWith(JsonValue.Create($"In other words: {text}"));
                }
            });
            folder.Publish();
            Reworded = new Service(reworded.Settings);
        }

        public Service Service { get; }

        /// <summary>A service whose questionnaires have different words for the same questions and answers.</summary>
        public Service Reworded { get; }

        /// <inheritdoc />
        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Reworded.DisposeAsync();
            content.Dispose();
            reworded.Dispose();
        }
    }
}
