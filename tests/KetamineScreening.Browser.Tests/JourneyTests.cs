using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The whole way to a result, in each instrument.</summary>
public sealed class JourneyTests(SharedService service, Chromium chromium)
{
    private const string IsOutlined = "element => [[element], [element, '::after'], [element.closest('label') ?? element]].some((place) => getComputedStyle(...place).outlineStyle !== 'none')";

    // One way to each range, and for the short instrument to each range of each audience: that with the most answers.
    public static TheoryData<string, string> Ways => new(
        from questionnaire in new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }
        from vector in Vectors(questionnaire)
        let way = (questionnaire == Some.QuickCheck ? (string)vector["expected"]!["audience"]! : "", (string)vector["expected"]!["band"]!)
        group (questionnaire, Name: (string)vector["name"]!, Answers: vector["answers"]!.AsObject().Count) by (questionnaire, way) into same
        let fullest = same.MaxBy(one => one.Answers)
        select (fullest.questionnaire, fullest.Name));

    [Theory, MemberData(nameof(Ways))]
    public async Task Answers_lead_to_the_result_that_the_test_vectors_say(string questionnaire, string name)
    {
        var vector = Vectors(questionnaire).Single(vector => (string)vector["name"]! == name);
        var answers = vector["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
        var bands = (await service.Get($"/v1/questionnaires/{questionnaire}"))["bands"]!.AsArray();
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(questionnaire);
        await visitor.Widget.Answer(answers);

        Assert.Equal(answers, visitor.SentAnswers);
        Assert.Equal((string)bands.Single(band => (string)band!["code"]! == (string)vector["expected"]!["band"]!)!["label"]!, await visitor.Widget.Band.TextContentAsync());
        await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync($"Your score is {vector["expected"]!["score"]}. The highest score that was possible with the questions you were asked is {vector["expected"]!["max"]}.");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Going_back_loses_nothing_and_what_was_left_out_stays_left_out()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerSection(Some.Answers());
        await widget.Option("more-than-planned", "").ClickAsync();
        await widget.Option("preoccupation", "monthly").ClickAsync();

        await widget.Button("section.back").ClickAsync();
        await Assertions.Expect(Radio(widget, "setting", "unsupervised-only")).ToBeCheckedAsync();
        await widget.Next.ClickAsync();
        await Assertions.Expect(Radio(widget, "more-than-planned", "")).ToBeCheckedAsync();
        await Assertions.Expect(Radio(widget, "preoccupation", "monthly")).ToBeCheckedAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=tolerance]:checked")).ToHaveCountAsync(0);
        await widget.Answer(new Dictionary<string, string>());

        Assert.Equal(Some.Answers(("preoccupation", "monthly")), visitor.SentAnswers);
    }

    [Fact]
    public async Task Answers_to_questions_that_are_no_longer_asked_are_not_sent()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerSection(Some.Answers());
        await widget.AnswerSection(new Dictionary<string, string> { ["tolerance"] = "weekly", ["preoccupation"] = "weekly" });
        await widget.Button("section.back").ClickAsync();
        await widget.Button("section.back").ClickAsync();

        await widget.Answer(new Dictionary<string, string> { ["setting"] = "supervised-only" });

        Assert.Equal(new Dictionary<string, string> { ["last-used"] = "within-12-months", ["setting"] = "supervised-only", ["preoccupation"] = "weekly" }, visitor.SentAnswers);
    }

    [Fact]
    public async Task A_question_that_needs_an_answer_is_named_and_the_person_taken_there()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);

        await widget.Next.ClickAsync();
        var errors = widget.Root.Locator("[part=errors]");
        await Assertions.Expect(errors).ToContainTextAsync(Texts.Of("section.errorTitle"));
        await Assertions.Expect(errors).ToBeFocusedAsync();
        await errors.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(widget.Root.Locator("input[name=last-used]").First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Whether_the_answers_may_be_counted_is_asked_with_two_equal_buttons()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Root.Locator($"button[value='{Some.QuickCheck}']").ClickAsync();
        var (yes, no) = (visitor.Widget.Button("before.contributeYes"), visitor.Widget.Button("before.contributeNo"));
        const string Look = "button => { const { color, backgroundColor, borderColor, fontWeight, fontSize } = getComputedStyle(button); const { width, height } = button.getBoundingClientRect(); return JSON.stringify([color, backgroundColor, borderColor, fontWeight, fontSize, Math.round(width), Math.round(height)]); }";

        Assert.Equal(await yes.EvaluateAsync<string>(Look), await no.EvaluateAsync<string>(Look));
        await yes.ClickAsync();
        await visitor.Widget.Answer(Some.Answers());
        Assert.True((bool)visitor.Sent.Single()["contribute"]!);
    }

    [Theory]
    [InlineData("offline", "result.localNotSent")]
    [InlineData("unreachable", "result.localNotSent")]
    [InlineData("failing", "result.localRefused")]
    public async Task Without_the_service_the_result_is_the_same_and_says_what_became_of_the_answers(string trouble, string said)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await using var other = await Visitor.Arrive(chromium, service);
        var answers = Some.Answers(("hard-to-stop", "weekly"), ("bladder", "monthly"), ("mixing", "yes"), ("peer-or-party", "yes"));
        await other.Widget.Begin(Some.SelfCheck);
        await other.Widget.Answer(answers);

        await visitor.Widget.Begin(Some.SelfCheck);
        if (trouble == "offline") await visitor.LoseNetwork();
        if (trouble == "unreachable") await visitor.Page.RouteAsync("**/screenings*", route => route.AbortAsync("connectionrefused"));
        if (trouble == "failing") await visitor.Page.RouteAsync("**/screenings*", route => route.FulfillAsync(new() { Status = 503 }));
        await visitor.Widget.Answer(answers);

        await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync(Texts.Of(said));
        foreach (var part in new[] { "result", "reasons", "advice", "next-steps", "breakdown" })
        {
            Assert.Equal(await other.Widget.Root.Locator($"[part~={part}]").AllTextContentsAsync(), await visitor.Widget.Root.Locator($"[part~={part}]").AllTextContentsAsync());
        }

        Assert.Empty(visitor.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_looks_further_takes_the_answers_to_the_same_questions_along_only_if_they_want_to(bool wantsTo)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var answers = Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly"));
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(answers);

        await visitor.Widget.Button(wantsTo ? "result.moreCarry" : "result.moreFresh").ClickAsync();
        await visitor.Widget.Begin(contribute: false);
        // The one question that needs an answer.
        await visitor.Widget.Answer(Some.Answers());

        Assert.Equal(wantsTo ? answers : Some.Answers(), visitor.SentAnswers);
        Assert.Equal(2, visitor.Sent.Count());
    }

    [Fact]
    public async Task The_first_step_can_be_read_before_any_script_is_there_and_is_the_one_that_the_widget_draws()
    {
        const string Texts = "root => [...root.querySelectorAll('h2:not(.panel *), .lead, .promises li, h3, h4, .choice button, .choice a, .choice p')].map((one) => one.textContent)";
        await using var waiting = await Visitor.Arrive(chromium, service, "/health/live");
        await waiting.Page.RouteAsync("**/embed/*.js", route => route.AbortAsync());
        await waiting.Page.GotoAsync(service.Http.BaseAddress!.ToString());
        await using var visitor = await Visitor.Arrive(chromium, service);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var early = waiting.Page.Locator(".first-step");
        await Assertions.Expect(early).ToBeVisibleAsync();
        Assert.Equal(
            await visitor.Widget.Root.Locator(".main > *:not(details)").EvaluateAllAsync<string[]>($"parts => parts.flatMap((part) => part.matches('h2, .lead') ? [part.textContent] : ({Texts})(part))"),
            await early.EvaluateAsync<string[]>(Texts));
    }

    [Fact]
    public async Task Whoever_chose_before_the_widget_was_there_is_taken_on_and_the_address_forgets_it()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, $"/#{Some.QuickCheck}");

        await Assertions.Expect(visitor.Widget.Button("before.contributeYes")).ToBeVisibleAsync();
        await visitor.Widget.Begin(contribute: false);
        await visitor.Widget.Answer(Some.Answers());

        Assert.Equal(service.Http.BaseAddress!.ToString(), visitor.Page.Url);
        Assert.Single(visitor.Sent);
    }

    [Fact]
    public async Task Without_scripts_there_is_help_and_no_choice_that_leads_nowhere()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { JavaScriptEnabled = false });

        await Assertions.Expect(visitor.Page.Locator(".no-script")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".fallback a[href='tel:112']")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".first-step")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_keyboard_alone_is_enough()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, keyboard) = (visitor.Widget, visitor.Page.Keyboard);

        await TabTo(visitor, widget.Root.Locator($"button[value='{Some.QuickCheck}']"));
        await keyboard.PressAsync("Enter");
        await TabTo(visitor, widget.Button("before.contributeNo"));
        await keyboard.PressAsync("Space");
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        await Choose("last-used", 2);
        await Choose("setting", 2);
        await TabTo(visitor, widget.Next);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        await Choose("preoccupation", 3);
        // Enter in a question goes on, as in any form.
        await keyboard.PressAsync("Enter");
        await Choose("bladder", 1);
        await TabTo(visitor, widget.Next);
        await keyboard.PressAsync("Enter");

        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("result.title"));
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        Assert.Equal(Some.Answers(("preoccupation", "weekly"), ("bladder", "once-or-twice")), visitor.SentAnswers);

        // The first option has the focus, and arrows choose.
        async Task Choose(string item, int option)
        {
            await TabTo(visitor, widget.Root.Locator($"input[name='{item}']").First);
            for (var step = 0; step < option; step++) await keyboard.PressAsync("ArrowDown");
        }
    }

    private static ILocator Radio(Widget widget, string item, string code) => widget.Root.Locator($"input[name='{item}'][value='{code}']");

    private static async Task TabTo(Visitor visitor, ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 60; presses++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (!await target.EvaluateAsync<bool>("element => element === element.getRootNode().activeElement")) continue;
            Assert.True(await target.EvaluateAsync<bool>(IsOutlined), $"{target} has the focus, and nobody can see it.");
            return;
        }

        Assert.Fail($"The Tab key does not lead to {target}.");
    }

    private static IEnumerable<JsonNode> Vectors(string questionnaire) =>
        JsonNode.Parse(File.ReadAllText(Repository.PathOf($"src/KetamineScreening.Api/Content/questionnaires/{questionnaire}/1.0.0/test-vectors.json")))!["vectors"]!.AsArray().Select(vector => vector!);
}
