using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Interface;

/// <summary>The interface has every text that the code shows, and no other.</summary>
public sealed class TextKeyTests(SharedService service)
{
    private static readonly List<string> Keys = [.. TextKeys.English.Keys.Select(TextKeys.WithoutCategory).Distinct()];

    [Theory]
    [InlineData("app.t('welcome.title')", "welcome.title")]
    [InlineData("app.t(isOpen ? 'section.next' : 'section.finish')", "section.next", "section.finish")]
    [InlineData("<p>{{page.title}}</p>", "page.title")]
    [InlineData("texts.Text(language, \"welcome.effort\")", "welcome.effort")]
    [InlineData("app.t(`urgency.${urgency}`)", "urgency.now", "urgency.urgent", "urgency.soon", "urgency.routine")]
    [InlineData("import './journey.js'; welcome.title; \"learn.html\"")]
    public void The_keys_that_code_names_are_found(string source, params string[] keys)
    {
        var patterns = TextKeys.NamedBy(source).ToList();

        Assert.Equal(keys, Keys.Where(key => patterns.Any(pattern => TextKeys.Names(pattern, key))));
    }

    [Fact]
    public void Every_key_that_code_names_has_a_text()
    {
        var uses = TextKeys.Sources
            .SelectMany(source => TextKeys.NamedBy(source.Value), (source, pattern) => (File: source.Key, Pattern: pattern))
            .ToList();

        Assert.True(uses.Count > 100);
        Offenders.None(uses
            .Where(use => !Keys.Any(key => TextKeys.Names(use.Pattern, key)))
            .Select(use => $"{use.File}: {use.Pattern} has no text"));
    }

    /// <remarks>The words for kinds of next steps are for the front ends of others.</remarks>
    [Fact]
    public async Task Every_text_is_shown_or_names_a_kind_of_next_step()
    {
        var patterns = TextKeys.Sources.Values.SelectMany(TextKeys.NamedBy).Distinct().ToList();
        var list = (await service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray();
        var questionnaires = await Task.WhenAll(list.Select(entry => service.Get($"/v1/questionnaires/{entry!["id"]}")));
        var kinds = questionnaires.SelectMany(KindsOf).Select(kind => $"kind.{kind}").ToHashSet();

        Assert.True(kinds.Count > 5);
        Offenders.None(Keys
            .Where(key => !kinds.Contains(key) && !patterns.Any(pattern => TextKeys.Names(pattern, key)))
            .Select(key => $"{key}: unused"));
    }

    /// <remarks>A label that another text quotes drifts away from it in a translation.</remarks>
    [Fact]
    public void No_text_quotes_a_label() =>
        Offenders.None(TextKeys.English.Where(text => text.Value.Contains('"', StringComparison.Ordinal)).Select(text => text.Key));

    private static IEnumerable<string> KindsOf(JsonNode questionnaire) =>
        from guidance in questionnaire["guidance"]!.AsArray()
        from step in guidance!["nextSteps"]!.AsArray()
        select (string)step!["kind"]!;
}
