using System.Text.Json.Nodes;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>English texts for people are short and plain, because the reader may be frightened.</summary>
public sealed class ReadabilityTests
{
    private static readonly string Content = Path.Combine(Published.Root, "src/KetamineScreening.Api/Content");

    // Texts published before 2.0.0 cannot change any more and were not written to these rules.
    private static readonly SemanticVersion First = new(2, 0, 0);

    public static TheoryData<string> Files { get; } =
    [
        .. Questionnaires().Concat(Below("learn")).Concat(Pages()).Concat(Below("interface")).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_keeps_the_style_rules(string file)
    {
        var content = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Content, file)))!;

        Assert.True(!TextFaults.Of(content).Any(), string.Join('\n', TextFaults.Of(content)));
    }

    [Fact]
    public void The_questionnaires_learning_texts_and_pages_are_among_the_files()
    {
        Assert.True(Questionnaires().Count() >= 3);
        Assert.True(Below("learn").Count() >= 6);
        Assert.True(Pages().Count() >= 10);
    }

    [Theory]
    [InlineData("""{"a":"Multidisciplinary rehabilitation facilitates reintegration. Pharmaceutical intervention is contraindicated."}""")]
    [InlineData("""{"a":"You told us that it hurts."}""")]
    [InlineData("""{"a":["If any advice is urgent, read it."]}""")]
    [InlineData("""{"a":{"b":"Please do not take any. Leave it out until you feel well."}}""")]
    [InlineData("""{"a":"Please sit down. Then call, please."}""")]
    [InlineData("""{"a":"You can't stop."}""")]
    [InlineData("""{"scales":{"a":{"b":"Once a week or more"}},"c":"Once here means \"once a week or more\"."}""")]
    [InlineData("""{"items":{"a":{"text":"If unsure, choose Another way.","options":{"b":"Another way"}}}}""")]
    [InlineData("""{"flags":{"a":{"title":"One two three four five six seven eight nine"}}}""")]
    [InlineData("""{"actions":{"a":{"title":"One two three four five six seven eight nine"}}}""")]
    [InlineData("""{"nextSteps":{"a":{"title":"One two three four five six seven eight nine"}}}""")]
    [InlineData("""{"paragraphs":["A learning text of nine words is too short."]}""")]
    public void A_text_that_breaks_one_rule_is_reported_once(string file) => Assert.Single(TextFaults.Of(JsonNode.Parse(file)!));

    [Theory]
    [InlineData("flags", 60)]
    [InlineData("nextSteps", 60)]
    [InlineData("actions", 40)]
    public void A_text_of_advice_is_reported_from_the_first_word_over_its_limit(string kind, int limit)
    {
        Assert.Empty(TextFaults.Of(Advice(limit)));
        Assert.Single(TextFaults.Of(Advice(limit + 1)));

        JsonObject Advice(int words) => new()
        {
            [kind] = new JsonObject { ["a"] = new JsonObject { ["text"] = string.Join(' ', Enumerable.Repeat("go", words)) } },
        };
    }

    [Theory]
    [InlineData("""{"scales":{"a":{"b":"I don't know","c":"Never"}},"d":"Never mix them. You may not know."}""")]
    [InlineData("""{"a":"In the last 12 months, how often?","items":{"a":{"options":{"b":"In the last 12 months"}}}}""")]
    public void Option_labels_themselves_and_common_words_are_not_reported(string file) =>
        Assert.Empty(TextFaults.Of(JsonNode.Parse(file)!));

    [Theory]
    [InlineData("the", 1)]
    [InlineData("helped", 1)]
    [InlineData("while", 1)]
    [InlineData("wanted", 2)]
    [InlineData("table", 2)]
    [InlineData("changes", 2)]
    [InlineData("yellow", 2)]
    [InlineData("K-hole", 2)]
    [InlineData("GHB", 3)]
    [InlineData("ketamine", 3)]
    [InlineData("gabapentin", 4)]
    public void Syllables_are_counted_as_spoken(string word, int syllables) => Assert.Equal(syllables, Readability.Syllables(word));

    [Theory]
    [InlineData("Blood in your urine", 1)]
    [InlineData("Stop. Look! Why?", 3)]
    [InlineData("You can say, \"I need help.\" Then wait.", 2)]
    [InlineData("That can cause a fit (seizure). Go now.", 2)]
    public void Sentences_end_with_a_mark_and_a_space(string text, int sentences) =>
        Assert.Equal(sentences, Readability.Sentences(text));

    private static IEnumerable<string> Questionnaires() => Below("questionnaires").Where(file =>
        SemanticVersion.TryParse(file.Split('/')[^2], out var version) && version >= First);

    // The page of the totals is for researchers.
    private static IEnumerable<string> Pages() => Below("pages").Where(file => !file.StartsWith("pages/data/", StringComparison.Ordinal));

    private static IEnumerable<string> Below(string folder) => Directory
        .EnumerateFiles(Path.Combine(Content, folder), "en.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Content, file).Replace('\\', '/'));
}
