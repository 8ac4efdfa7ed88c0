using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Questionnaires;

namespace KetamineScreening.Domain.Tests.Questionnaires;

/// <summary>Texts for people are as plain in every language as in English, by a measure of that language.</summary>
public sealed class TranslatedReadabilityTests
{
    // In a shorter text one long name decides the value.
    private const int FewestLetters = 80;

    private static readonly string Content = Path.Combine(Published.Root, "src/KetamineScreening.Api/Content");
    private static readonly string[] Kinds = ["questionnaires", "learn", "pages", "interface", "help"];

    public static TheoryData<string> Languages { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Content, "interface"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(ReadabilityMeasure.All.ContainsKey)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_texts_of_a_language_are_plain(string language)
    {
        var measure = ReadabilityMeasure.All[language];
        var table = new StringBuilder($"| {language} | {measure.Name} |");
        var hard = new List<string>();
        foreach (var kind in Kinds)
        {
            var values = Texts(kind, language).Select(text => (text.Place, text.Text, Value: measure.Of(text.Text))).ToList();
            var mean = values.Average(text => text.Value);
            var longer = values.Where(text => Letters(text.Text) >= FewestLetters).ToList();
            table.Append(null, $" {mean:F1} ({longer.MaxBy(text => Hardness(measure, text.Value)).Value:F1}) |");
            if (IsOver(measure, mean, measure.MeanLimit)) hard.Add($"{kind}: mean {mean:F1}, limit {measure.MeanLimit}");
            hard.AddRange(longer.Where(text => IsOver(measure, text.Value, measure.TextLimit))
                .Select(text => $"{text.Place}: {text.Value:F1}, limit {measure.TextLimit}: {text.Text}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{table}");
        Assert.True(hard.Count == 0, string.Join('\n', hard));
    }

    [Theory]
    [InlineData("de", "Multidisziplinäre Rehabilitationseinrichtungen gewährleisten Reintegration. Kontraindikationen bleiben.")]
    [InlineData("nl", "Multidisciplinaire revalidatievoorzieningen bevorderen herintegratie. Contra-indicaties blijven onvermeld.")]
    [InlineData("es", "La rehabilitación multidisciplinaria proporciona reintegración. Contraindicaciones permanecen inexploradas.")]
    [InlineData("fr", "La réhabilitation multidisciplinaire accompagne la réinsertion. Toute contre-indication demeure inexplorée.")]
    [InlineData("it", "La riabilitazione multidisciplinare garantisce reintegrazione. Controindicazioni rimangono inesplorate.")]
    public void A_hard_text_is_over_the_limit(string language, string text)
    {
        var measure = ReadabilityMeasure.All[language];

        Assert.True(IsOver(measure, measure.Of(text), measure.TextLimit), $"{measure.Of(text)}");
    }

    [Theory]
    [InlineData("de", "Ketamin", 3)]
    [InlineData("de", "Situation", 5)]
    [InlineData("de", "heute", 2)]
    [InlineData("de", "Blase", 2)]
    [InlineData("nl", "ketamine", 4)]
    [InlineData("nl", "moeilijk", 2)]
    [InlineData("nl", "geneeskundig", 4)]
    [InlineData("es", "ketamina", 4)]
    [InlineData("es", "ayuda", 3)]
    [InlineData("es", "quien", 1)]
    [InlineData("es", "energía", 4)]
    [InlineData("es", "siempre", 2)]
    [InlineData("fr", "kétamine", 3)]
    [InlineData("fr", "aide", 1)]
    [InlineData("fr", "les", 1)]
    [InlineData("fr", "médicament", 4)]
    [InlineData("fr", "réagir", 3)]
    public void Syllables_are_counted_as_spoken(string language, string word, int syllables) =>
        Assert.Equal(syllables, ReadabilityMeasure.Syllables(language, word));

    [Fact]
    public void Chinese_sentences_end_without_a_space() => Assert.Equal(2, ReadabilityMeasure.Sentences("你可以跳過問題。你還好嗎？"));

    // A Chinese character says as much as about three letters.
    private static int Letters(string text) => text.Sum(character => !char.IsLetter(character) ? 0 : character >= '\u2e80' ? 3 : 1);

    private static double Hardness(ReadabilityMeasure measure, double value) => measure.IsEaseScore ? -value : value;

    private static bool IsOver(ReadabilityMeasure measure, double value, double limit) =>
        Hardness(measure, value) > Hardness(measure, limit);

    private static IEnumerable<(string Place, string Text)> Texts(string kind, string language) =>
        from file in Directory.EnumerateFiles(Path.Combine(Content, kind), $"{language}.json", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Content, file).Replace('\\', '/')
        where IsForPeople(path)
        from text in Strings(JsonNode.Parse(File.ReadAllBytes(file)))
        where ReadabilityMeasure.Sentences(text.Text) >= 2
        select ($"{path}{text.Place}", text.Text);

    // Older versions are not asked any more, and the page of the totals is for researchers.
    private static bool IsForPeople(string path) => path.Split('/') switch
    {
        ["questionnaires", _, var version, _] => SemanticVersion.TryParse(version, out var parsed) && parsed.Major >= 2,
        ["pages", "data", _] => false,
        _ => true,
    };

    private static IEnumerable<(string Place, string Text)> Strings(JsonNode? node, string place = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value, $"{place}/{member.Key}")),
        JsonArray elements => elements.SelectMany((element, index) => Strings(element, $"{place}/{index}")),
        JsonValue value when value.TryGetValue<string>(out var text) => [(place, text)],
        _ => [],
    };
}
