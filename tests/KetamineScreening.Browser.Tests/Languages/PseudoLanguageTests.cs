using System.Text.Json;
using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Pages;

namespace KetamineScreening.Browser.Tests.Languages;

/// <summary>Every step and every page at 320 pixels, in a language that is 40 % longer and in one that runs from right to left.</summary>
public sealed class PseudoLanguageTests(Chromium chromium)
{
    private const int Width = 320;

    private static readonly string[] Pages = [.. SitePages.Addresses, "/data", "/no-such-page"];

    [Fact]
    public Task Longer_words_neither_scroll_sideways_nor_are_they_cut_or_covered() => Walk(PseudoLanguage.Longer(), "ltr");

    [Fact]
    public Task From_right_to_left_everything_fits_and_numbers_keep_their_order() => Walk(PseudoLanguage.Mirrored(), "rtl");

    private async Task Walk(PseudoLanguage.PseudoContent language, string direction)
    {
        using var content = language;
        await using var service = new Service(content.Settings);
        var phone = new BrowserNewContextOptions
        {
            Locale = content.Tag,
            ViewportSize = new() { Width = Width, Height = 640 },
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
        };
        await using var visitor = await Visitor.Arrive(chromium, service, options: phone);
        var script = await File.ReadAllTextAsync(
            Repository.PathOf("tests/KetamineScreening.Browser.Tests/Languages/every-view.js"), TestContext.Current.CancellationToken);
        await visitor.Prepare(script);
        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=emergency-call]")).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("dir", direction);
        await Assertions.Expect(visitor.Widget.Root.Locator(".screen")).ToHaveAttributeAsync("dir", direction);

        var problems = new List<string>(await visitor.Page.EvaluateAsync<string[]>("views.ofStart()"));
        foreach (var (questionnaire, steps) in new[] { (Some.QuickCheck, 9), (Some.SelfCheck, 46), (Some.ConcernCheck, 15) })
        {
            object[] arguments = [questionnaire, await LongestAnswers(service, questionnaire)];
            var walk = await visitor.Page.EvaluateAsync<JsonElement>("([id, answers]) => views.ofQuestionnaire(id, answers)", arguments);
            Assert.InRange(walk.GetProperty("seen").GetInt32(), steps + 5, steps + 20);
            problems.AddRange(walk.GetProperty("found").EnumerateArray().Select(problem => problem.GetString()!));
        }

        foreach (var page in Pages)
        {
            await visitor.Page.GotoAsync(new Uri(service.Http.BaseAddress!, page).ToString());
            await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("dir", direction);
            problems.AddRange((await visitor.Page.EvaluateAsync<string[]>("views.ofPage()")).Select(problem => $"{page}: {problem}"));
        }

        Offenders.None(problems.Distinct());
    }

    // The answers with the longest result.
    private static async Task<Dictionary<string, string>> LongestAnswers(Service service, string questionnaire)
    {
        var address = $"/v1/questionnaires/{questionnaire}/{Some.Version}/test-vectors";
        var vectors = (await service.Get(address))["vectors"]!.AsArray();
        var longest = vectors.MaxBy(vector => (vector!["answers"]!.AsObject().Count, (int)vector["expected"]!["score"]!))!;
        return longest["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
    }
}
