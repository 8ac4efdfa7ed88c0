using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.Languages;

/// <summary>Every language says the time that the questions are about once for a section, with its own words around it.</summary>
public sealed class RecallTests(Chromium chromium)
{
    [Theory]
    [InlineData("de", "den letzten 12 Monaten", "In den letzten 12 Monaten: wie oft?", "In den letzten 12 Monaten", "Wie oft?")]
    [InlineData("es", "los últimos 12 meses", "En los últimos 12 meses, ¿con qué uso?", "En los últimos 12 meses", "¿Con qué uso?")]
    [InlineData("zh-Hant", "過去12個月", "過去12個月，你有多常？", "過去12個月", "你有多常？")]
    public async Task The_time_stands_above_the_questions_and_each_begins_with_a_capital_letter(
        string language, string period, string question, string title, string shortened)
    {
        using var content = PseudoLanguage.Marked(language);
        content.Folder.Change($"questionnaires/{Some.QuickCheck}/{Some.Version}/{language}.json", texts =>
        {
            texts["recallPeriod"] = period;
            foreach (var (_, item) in texts["items"]!.AsObject())
            {
                if (((string)item!["text"]!).Contains("the last 12 months, how often", StringComparison.Ordinal)) item["text"] = question;
            }
        });
        content.Folder.Publish();
        await using var service = new Service(content.Settings);
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { Locale = language });
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("more-than-planned", Some.Answers());

        await Assertions.Expect(widget.Root.Locator(".recall")).ToHaveTextAsync(title);
        await Assertions.Expect(widget.Questions.Locator("legend")).ToHaveTextAsync([.. Enumerable.Repeat(shortened, 5)]);
    }
}
