using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The view of the result: what to do comes first, and everything that the service says is there.</summary>
public sealed class ResultTests(SharedService service, Chromium chromium)
{
    // Answers with two urgent actions, of which one has several flags, and one that can wait.
    private static readonly Dictionary<string, string> Urgent = Some.Answers(
        ("urine-blood-or-blocked", "recent"), ("bladder", "weekly"), ("mixing-depressants", "yes"), ("mixing-alcohol", "yes"),
        ("low-or-anxious", "weekly"));

    private static readonly Dictionary<string, string> NeverUsed = new()
    {
        ["last-used"] = "never",
        ["psychosis"] = "yes",
        ["considering-treatment"] = "yes",
    };

    [Fact]
    public async Task A_card_for_each_action_has_its_urgency_in_words_all_its_reasons_and_a_sentence_to_say()
    {
        var expected = await Score(Some.SelfCheck, Urgent);
        var actions = expected["actions"]!.AsArray();
        await using var visitor = await ToResult(Some.SelfCheck, Urgent);
        var shown = visitor.Widget.Root.Locator("[data-part~=advice]");

        Assert.True(actions.Count >= 3);
        await Assertions.Expect(shown).ToHaveCountAsync(actions.Count);
        foreach (var (action, index) in actions.Select((action, index) => (action!, index)))
        {
            var section = shown.Nth(index);
            var code = (string)action["code"]!;
            Assert.Equal((string)action["title"]!, await section.Locator("h3").TextContentAsync());
            var reasons = action["flags"]!.AsArray().Select(flag => Texts.Of($"reason.self.{flag}"));
            Assert.Equal(reasons, await section.Locator("li").AllTextContentsAsync());
            string[] words =
            [
                Texts.Of($"urgency.{action["urgency"]}"), Texts.Of($"action.{code}.do"), Texts.Of($"action.{code}.now"),
                Texts.Of("result.say").Replace("{words}", Texts.Of($"action.{code}.say"), StringComparison.Ordinal),
                (string)action["text"]!,
            ];
            foreach (var text in words) await Assertions.Expect(section).ToContainTextAsync(text);
            Assert.True(await section.Locator("[data-part~=contact-call]").CountAsync() <= 1);
        }

        var headings = await visitor.Widget.Root.Locator(".main :is(h2, h3)").AllTextContentsAsync();
        Assert.Contains((string)expected["band"]!["label"]!, headings[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(actions.Select(action => (string)action!["title"]!), headings.Skip(1).Take(actions.Count));
    }

    [Fact]
    public async Task Every_flag_has_a_closed_panel_with_its_whole_text()
    {
        var flags = (await Score(Some.SelfCheck, Urgent))["flags"]!.AsArray();
        await using var visitor = await ToResult(Some.SelfCheck, Urgent);
        var panels = visitor.Widget.Root.Locator("[data-part=topic]");

        Assert.Equal(flags.Select(flag => (string)flag!["title"]!), await panels.Locator("summary").AllTextContentsAsync());
        Assert.Equal(flags.Select(flag => (string)flag!["text"]!), await panels.Locator("p").AllTextContentsAsync());
        await Assertions.Expect(visitor.Widget.Root.Locator(".panels > details[open]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Three_next_steps_are_shown_and_the_others_are_in_panels()
    {
        var steps = (await Score(Some.SelfCheck, Urgent))["nextSteps"]!.AsArray().Select(step => (string)step!["title"]!).ToList();
        await using var visitor = await ToResult(Some.SelfCheck, Urgent);
        var root = visitor.Widget.Root;

        var shown = await Titles("next-steps");
        Assert.Equal(steps.Take(3), shown);
        Assert.All(shown, title => Assert.InRange(title.Split(' ').Length, 1, 12));
        Assert.Equal(steps.Skip(3).Order(StringComparer.Ordinal), (await Titles("further-steps")).Order(StringComparer.Ordinal));

        async Task<IEnumerable<string>> Titles(string part)
        {
            var titles = await root.Locator($"[data-part={part}] li summary").AllTextContentsAsync();
            return titles.Select(title => title[..^$" {Texts.Of("result.more")}".Length]);
        }
    }

    [Fact]
    public async Task The_text_of_a_flag_or_a_next_step_opens_with_the_keyboard()
    {
        await using var visitor = await ToResult(Some.SelfCheck, Urgent);

        foreach (var part in new[] { "advice", "next-steps" })
        {
            var entry = visitor.Widget.Root.Locator($"[data-part~={part}] details").First;
            await Assertions.Expect(entry.Locator("p")).ToBeHiddenAsync();
            await entry.Locator("summary").FocusAsync();
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(entry.Locator("p")).ToBeVisibleAsync();
        }
    }

    [Theory]
    [InlineData("not-rated")]
    [InlineData("unclear")]
    public async Task A_result_beside_the_scale_has_no_scale_and_no_ranges_of_the_score(string band)
    {
        var (questionnaire, answers) = band == "not-rated" ? (Some.SelfCheck, NeverUsed) : (Some.QuickCheck, Some.Answers());
        var expected = (await Score(questionnaire, answers))["band"]!;
        await using var visitor = await ToResult(questionnaire, answers);
        var root = visitor.Widget.Root;

        Assert.Equal(band, (string)expected["code"]!);
        Assert.Equal((string)expected["label"]!, await visitor.Widget.Band.TextContentAsync(), ignoreCase: true);
        await Assertions.Expect(root.Locator("[data-part~=reasons]")).ToContainTextAsync((string)expected["summary"]!);
        await Assertions.Expect(root.Locator("[data-part=scale]")).ToHaveCountAsync(0);
        await Assertions.Expect(root).Not.ToContainTextAsync(Texts.Of("result.rangesTitle"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_result_for_someone_who_never_took_ketamine_does_not_speak_of_risk()
    {
        await using var visitor = await ToResult(Some.SelfCheck, NeverUsed);
        foreach (var part in new[] { "result", "reasons", "next-steps", "disclaimer", "breakdown" })
        {
            var text = await visitor.Widget.Root.Locator($"[data-part~={part}]").TextContentAsync();
            Assert.DoesNotContain("risk", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("GB", 1)]
    [InlineData("", 4)]
    public async Task A_card_for_an_emergency_has_further_numbers_where_the_country_is_not_known(string country, int numbers)
    {
        var answers = Some.Answers(("unreal-perceptions", "weekly"), ("heart", "weekly"), ("loss-of-awareness", "weekly"));
        await using var visitor = await ToResult(Some.SelfCheck, answers, country);

        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part~=advice-urgent]").First.Locator("a[href^='tel:']"))
            .ToHaveCountAsync(numbers);
    }

    [Theory]
    [InlineData("GB", "999", "116123")]
    [InlineData("IE", "112", "116123")]
    [InlineData("", "112", "999")]
    public async Task Every_block_of_emergency_advice_has_numbers_to_tap(string country, params string[] numbers)
    {
        await using var visitor = await ToResult(Some.QuickCheck, Some.Answers(), country);
        var help = await service.Get(country.Length > 0 ? $"/v1/help?country={country}" : "/v1/help");
        var blocks = help["emergencyBlocks"]!.AsArray();

        var shown = visitor.Widget.Root.Locator("[data-part=emergency-text] [data-part=emergency-block]");
        Assert.Equal(blocks.Select(block => (string)block!["title"]!), await shown.Locator("h4").AllTextContentsAsync());
        for (var index = 0; index < blocks.Count; index++)
        {
            await Assertions.Expect(shown.Nth(index)).ToContainTextAsync((string)blocks[index]!["text"]!);
            Assert.True(await shown.Nth(index).Locator("a[href^='tel:'], a[href^='sms:']").CountAsync() > 0);
        }

        foreach (var number in numbers) Assert.True(await shown.Locator($"a[href='tel:{number}']").CountAsync() > 0, number);
    }

    [Fact]
    public async Task The_result_links_the_learning_texts_that_fit_it()
    {
        var learn = (await Score(Some.SelfCheck, NeverUsed))["learn"]!.AsArray();
        var list = (await service.Get("/v1/learn"))["texts"]!.AsArray();
        var titles = list.ToDictionary(text => (string)text!["id"]!, text => (string)text!["title"]!);
        await using var visitor = await ToResult(Some.SelfCheck, NeverUsed);

        Assert.NotEmpty(learn);
        foreach (var id in learn.Select(id => (string)id!))
        {
            var link = visitor.Widget.Root.Locator($"[data-part=learn] a[href$='/learn#{id}']");
            await Assertions.Expect(link).ToContainTextAsync(titles[id]);
        }
    }

    [Fact]
    public async Task Printing_opens_every_text_and_closes_it_afterwards()
    {
        const string Closed =
            "document.querySelectorAll('ketamine-screening .main details:not([open])').length";
        await using var visitor = await ToResult(Some.SelfCheck, Urgent);
        var closed = await visitor.Page.EvaluateAsync<int>(Closed);
        await visitor.Page.EvaluateAsync($"addEventListener('beforeprint', () => (window.closedInPrint = {Closed}))");

        await visitor.Page.PdfAsync();

        Assert.True(closed > 5);
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("closedInPrint"));
        Assert.Equal(closed, await visitor.Page.EvaluateAsync<int>(Closed));
    }

    [Fact]
    public async Task In_the_concern_check_an_answer_can_be_unknown_and_the_result_says_what_that_means()
    {
        var items = (await service.Get($"/v1/questionnaires/{Some.ConcernCheck}"))["sections"]!.AsArray()
            .SelectMany(section => section!["items"]!.AsArray());
        var answers = items.ToDictionary(
            item => (string)item!["id"]!,
            item => item!["options"]!.AsArray().Any(option => (string)option!["code"]! == "monthly") ? "monthly" : "no");
        answers["memory"] = "dont-know";
        var expected = await Score(Some.ConcernCheck, answers);
        await using var visitor = await ToResult(Some.ConcernCheck, answers);

        Assert.Equal("dont-know", visitor.SentAnswers["memory"]);
        Assert.Equal(1, (int)expected["completeness"]!["dontKnow"]!);
        var note = (string)expected["completeness"]!["note"]!;
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=disclaimer]")).ToContainTextAsync(note);
    }

    private async Task<JsonNode> Score(string questionnaire, Dictionary<string, string> answers)
    {
        using var response = await service.Post(questionnaire, Some.Body(answers));
        return await response.Json();
    }

    private async Task<Visitor> ToResult(string questionnaire, Dictionary<string, string> answers, string country = "")
    {
        var visitor = await Visitor.Arrive(chromium, service);
        if (country.Length > 0) await visitor.Widget.Choose(country);
        await visitor.Widget.Begin(questionnaire);
        await visitor.Widget.Answer(answers);
        return visitor;
    }
}
