using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The journey from the first view to the result, for each questionnaire.</summary>
public sealed class JourneyTests(SharedService service, Chromium chromium)
{
    private const string IsOutlined = """
        (element) => [[element], [element, '::after'], [element.closest('label') ?? element]]
          .some((target) => getComputedStyle(...target).outlineStyle !== 'none')
        """;

    // For each audience, the test vector with the most answers.
    public static TheoryData<string, string> SelectedVectors => new(
        from questionnaire in new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }
        from vector in Vectors(questionnaire)
        let name = (string)vector["name"]!
        group (questionnaire, Name: name, Answers: vector["answers"]!.AsObject().Count)
            by (questionnaire, (string)vector["expected"]!["audience"]!) into vectors
        let longest = vectors.MaxBy(vector => vector.Answers)
        select (longest.questionnaire, longest.Name));

    [Theory, MemberData(nameof(SelectedVectors))]
    public async Task Answers_lead_to_the_result_of_the_test_vector(string questionnaire, string name)
    {
        var vector = Vectors(questionnaire).Single(vector => (string)vector["name"]! == name);
        var answers = vector["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
        var served = await service.Get($"/v1/questionnaires/{questionnaire}");
        var bands = served["bands"]!.AsArray().Concat(served["unratedBands"]!.AsArray());
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(questionnaire);
        await visitor.Widget.Answer(answers);

        Assert.Equal(answers, visitor.SentAnswers);
        var expected = vector["expected"]!;
        var band = bands.Single(band => (string)band!["code"]! == (string)expected["band"]!)!;
        Assert.Equal((string)band["label"]!, await visitor.Widget.Band.TextContentAsync(), ignoreCase: true);
        // Where no question has points there is no score to explain.
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=breakdown]")).ToHaveCountAsync((int)expected["max"]! > 0 ? 1 : 0);
        if ((int)expected["max"]! > 0)
        {
            await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync(
                $"Your score is {expected["score"]}. "
                + $"The highest score that was possible with the questions you were asked is {expected["max"]}.");
        }

        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Going_back_keeps_all_answers_and_skipped_questions()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Some.Answers());
        await widget.Option("more-than-planned", "").ClickAsync();
        await widget.Option("preoccupation", "monthly").ClickAsync();

        await widget.GoBack();
        await widget.GoBack();
        await Assertions.Expect(Radio(widget, "setting", "unsupervised-only")).ToBeCheckedAsync();
        await widget.AnswerUntil("preoccupation", new Dictionary<string, string>());
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
        await widget.AnswerUntil("tolerance", Some.Answers());
        await widget.AnswerStep(new Dictionary<string, string> { ["tolerance"] = "weekly", ["preoccupation"] = "weekly" });
        while (await widget.Root.Locator("input[name='setting']").CountAsync() == 0) await widget.GoBack();

        await widget.Answer(new Dictionary<string, string> { ["setting"] = "supervised-only" });

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["last-used"] = "within-12-months",
                ["setting"] = "supervised-only",
                ["preoccupation"] = "weekly",
            },
            visitor.SentAnswers);
    }

    [Fact]
    public async Task Without_the_service_the_widget_shows_the_same_result_and_explains_the_failure()
    {
        string[] parts = ["advice", "result", "reasons", "next-steps", "emergency-block", "breakdown"];
        const string Screenings = "**/screenings*";
        var answers = Some.Answers(
            ("hard-to-stop", "weekly"), ("bladder", "monthly"), ("mixing-depressants", "yes"), ("peer-or-party", "yes"));
        await using var other = await Visitor.Arrive(chromium, service);
        await other.Widget.Begin(Some.SelfCheck);
        await other.Widget.Answer(answers);
        var expected = await TextsOf(other);
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Widget.AnswerAll(answers);

        await visitor.LoseNetwork();
        await ExpectTheSame("result.localNotSent");
        await visitor.FindNetwork();
        await GoBack();
        await Fail("result.localUnsure", route => route.AbortAsync("connectionrefused"));
        // A gateway can fail after it has passed the answers on.
        await Fail("result.localUnsure", route => route.FulfillAsync(new() { Status = 503 }));
        await Fail("result.localRefused", route => route.FulfillAsync(new() { Status = 429 }));

        async Task Fail(string text, Func<IRoute, Task> answer)
        {
            await visitor.Page.RouteAsync(Screenings, answer);
            await ExpectTheSame(text);
            await visitor.Page.UnrouteAsync(Screenings);
            await GoBack();
        }

        async Task ExpectTheSame(string text)
        {
            await visitor.Widget.Send(contribute: false);
            await visitor.Widget.ExpectResult();
            await Assertions.Expect(visitor.Widget.Root).ToContainTextAsync(Texts.Of(text));
            Assert.All(expected, Assert.NotEmpty);
            Assert.Equal(expected, await TextsOf(visitor));
            Assert.Empty(visitor.Sent);
        }

        // From the result to the list of answers.
        async Task GoBack()
        {
            await visitor.Page.GoBackAsync();
            await visitor.Page.GoBackAsync();
            await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("review.title"));
        }

        async Task<IReadOnlyList<string>[]> TextsOf(Visitor someone)
        {
            var texts = new List<IReadOnlyList<string>>();
            foreach (var part in parts) texts.Add(await someone.Widget.Root.Locator($"[data-part~={part}]").AllTextContentsAsync());
            return [.. texts];
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_longer_questionnaire_takes_over_shared_answers_only_on_request(bool carry)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var answers = Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly"));
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(answers);

        await visitor.Widget.Button(carry ? "result.carry" : "result.fresh").ClickAsync();
        await visitor.Widget.Begin();
        // Answers the required questions only.
        await visitor.Widget.Answer(Some.Answers());

        Assert.Equal(carry ? answers : Some.Answers(), visitor.SentAnswers);
        Assert.Equal(2, visitor.Sent.Count());
    }

    [Fact]
    public async Task Answers_that_are_counted_are_not_asked_about_again()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Answer(Some.Answers(), contribute: true);

        await visitor.Page.GoBackAsync();
        await Assertions.Expect(widget.Heading).ToHaveTextAsync(Texts.Of("consent.countedTitle"));
        await widget.Next.ClickAsync();

        await widget.ExpectResult();
        Assert.Equal([true, false], visitor.Sent.Select(body => (bool)body["contribute"]!));
        await Assertions.Expect(widget.Root.Locator("[data-part=disclaimer]")).ToContainTextAsync(Texts.Of("result.received"));
    }

    [Fact]
    public async Task The_first_view_is_readable_before_any_script_loads_and_equals_that_of_the_widget()
    {
        const string Texts = """
            (root) => {
              const selector = 'h2:not(.panel *), .lead, .promises li, .adults, h3, h4, .choice button, .choice a, .choice p';
              return [...root.querySelectorAll(selector)].map((element) => element.textContent);
            }
            """;
        await using var blocked = await Visitor.Arrive(chromium, service, "/health/live");
        await blocked.Page.RouteAsync("**/embed/*.js", route => route.AbortAsync());
        await blocked.Page.GotoAsync(service.Http.BaseAddress!.ToString());
        await using var visitor = await Visitor.Arrive(chromium, service);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();

        var firstView = blocked.Page.Locator(".first-step");
        await Assertions.Expect(firstView).ToBeVisibleAsync();
        Assert.Equal(
            await visitor.Widget.Root.Locator(".main > *:not(details)").EvaluateAllAsync<string[]>(
                $"parts => parts.flatMap((part) => part.matches('h2, .lead, .adults') ? [part.textContent] : ({Texts})(part))"),
            await firstView.EvaluateAsync<string[]>(Texts));
    }

    [Fact]
    public async Task A_choice_made_before_the_widget_loads_is_opened_and_removed_from_the_URL()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, "/health/live");
        var (page, loads) = (visitor.Page, new TaskCompletionSource());
        await page.RouteAsync("**/embed/ketamine-screening.js", async route =>
        {
            await loads.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(service.Http.BaseAddress!.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        var card = page.Locator(".choice").Filter(new() { Has = page.Locator($"[data-questionnaire='{Some.QuickCheck}']") });

        await card.ClickAsync();
        await Assertions.Expect(card.Locator(".loading")).ToBeVisibleAsync();
        var addresses = await page.EvaluateAsync<string>("location.href");
        loads.SetResult();
        await visitor.Widget.Begin();
        await visitor.Widget.Answer(Some.Answers());

        Assert.DoesNotContain("check", addresses, StringComparison.Ordinal);
        Assert.Equal(service.Http.BaseAddress!.ToString(), page.Url);
        Assert.Single(visitor.Sent);
    }

    [Fact]
    public async Task Without_scripts_the_page_shows_help_but_no_choices()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { JavaScriptEnabled = false });

        await Assertions.Expect(visitor.Page.Locator(".no-script")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".fallback a[href='tel:112']")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".first-step")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task The_journey_works_with_the_keyboard_alone()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var (widget, keyboard) = (visitor.Widget, visitor.Page.Keyboard);

        await TabTo(visitor, widget.Root.Locator($"button[value='{Some.QuickCheck}']"));
        await keyboard.PressAsync("Enter");
        await TabTo(visitor, widget.Root.Locator("[data-part=start]"));
        await keyboard.PressAsync("Space");
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        await Choose("last-used", 2);
        await Choose("setting", 2);
        await TabTo(visitor, widget.Next);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        await Choose("frequency", 1);
        // Enter submits the form.
        await keyboard.PressAsync("Enter");
        await Choose("preoccupation", 3);
        await keyboard.PressAsync("Enter");
        await Choose("bladder", 1);
        await TabTo(visitor, widget.Next);
        await keyboard.PressAsync("Enter");
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        await TabTo(visitor, widget.Next);
        await keyboard.PressAsync("Enter");
        await TabTo(visitor, widget.Button("consent.no"));
        await keyboard.PressAsync("Space");

        await widget.ExpectResult();
        await Assertions.Expect(widget.Heading).ToBeFocusedAsync();
        Assert.Equal(
            Some.Answers(("frequency", "monthly"), ("preoccupation", "weekly"), ("bladder", "less-than-monthly")),
            visitor.SentAnswers);

        // Tab focuses the first option, and the arrow keys choose.
        async Task Choose(string item, int option)
        {
            await TabTo(visitor, widget.Root.Locator($"input[name='{item}']").First);
            for (var step = 0; step < option; step++) await keyboard.PressAsync("ArrowDown");
        }
    }

    private static ILocator Radio(Widget widget, string item, string code) =>
        widget.Root.Locator($"input[name='{item}'][value='{code}']");

    private static async Task TabTo(Visitor visitor, ILocator target)
    {
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 60; presses++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (!await target.EvaluateAsync<bool>("element => element === element.getRootNode().activeElement")) continue;
            Assert.True(await target.EvaluateAsync<bool>(IsOutlined), $"{target} has the focus but no visible outline.");
            return;
        }

        Assert.Fail($"The Tab key does not reach {target}.");
    }

    private static IEnumerable<JsonNode> Vectors(string questionnaire)
    {
        var file = Repository.PathOf($"src/KetamineScreening.Api/Content/questionnaires/{questionnaire}/{Some.Version}/test-vectors.json");
        return JsonNode.Parse(File.ReadAllText(file))!["vectors"]!.AsArray().Select(vector => vector!);
    }
}
