using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed class FirstStepTests(SharedService service, Chromium chromium)
{
    private static readonly string[] PolishCategories = ["one", "few", "many", "other"];

    [Fact]
    public async Task A_line_for_people_under_18_is_visible_and_leads_to_help_for_them()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var help = visitor.Widget.Root.Locator("[data-part=young-people]");
        await Assertions.Expect(visitor.Widget.Root.Locator(".main .adults")).ToHaveTextAsync(Texts.Of("welcome.adults"));
        await help.Locator("summary").First.ClickAsync();
        await Assertions.Expect(help).ToContainTextAsync(Texts.Of("welcome.youngPeopleElsewhere"));
        await Assertions.Expect(help.Locator("a[href^='https:']")).ToHaveCountAsync(1);

        await visitor.Widget.Choose("GB");
        await Assertions.Expect(help).Not.ToContainTextAsync(Texts.Of("welcome.youngPeopleElsewhere"));

        var services = (await service.Get("/v1/help?country=GB"))["services"]!.AsArray();
        var names = services.Where(entry => (string)entry!["purpose"]! == "young-people").Select(entry => (string)entry!["name"]!).ToList();
        Assert.NotEmpty(names);
        Assert.Equal(names, await help.Locator("strong").AllTextContentsAsync());
        await Assertions.Expect(help.Locator("a[href^='tel:']").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Exactly_the_current_questionnaires_can_be_chosen()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        var listed = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray().Select(entry => (string)entry!["id"]!);

        var offered = await visitor.Widget.Root.Locator("[data-part=choice]")
            .EvaluateAllAsync<string[]>("all => all.map(({ value }) => value)");

        Assert.Equal(listed.Order(StringComparer.Ordinal), offered.Order(StringComparer.Ordinal));
    }

    /// <remarks>Polish has other plural categories than English.</remarks>
    [Theory]
    [InlineData(1, "one")]
    [InlineData(3, "few")]
    [InlineData(5, "many")]
    [InlineData(22, "few")]
    public async Task A_text_with_a_count_has_the_plural_form_of_its_language(int minutes, string category)
    {
        using var content = ContentFolder.WithLanguages("pl");
        content.Change("interface/pl.json", file =>
        {
            foreach (var form in PolishCategories) file["texts"]![$"before.minutes.{form}"] = $"{form} {{minutes}}";
        });
        var definition = $"questionnaires/{Some.QuickCheck}/{Some.Version}/definition.json";
        content.Change(definition, questionnaire => questionnaire["estimatedMinutes"] = minutes);
        content.Publish();
        await using var polish = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        await using var visitor = await Visitor.Arrive(chromium, polish, options: new() { Locale = "pl" });

        await visitor.Widget.Root.Locator($"button[value='{Some.QuickCheck}']").ClickAsync();

        await Assertions.Expect(visitor.Widget.Root.GetByText($"{category} {minutes}", new() { Exact = true })).ToBeVisibleAsync();
    }
}
