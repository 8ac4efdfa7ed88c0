using System.Text.Json;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Aggregates;

/// <summary>What counters have to be, worked out without the service.</summary>
public static class Expected
{
    private static string Content => Path.Combine(AppContext.BaseDirectory, "Content/questionnaires");

    /// <summary>A version of an instrument as it is published.</summary>
    public static Questionnaire Instrument(string id, string version = Some.Version) =>
        Questionnaire.From(Read(id, version, "definition.json", ContentJson.Default.Definition));

    /// <summary>
    /// Answers of a person who uses ketamine without supervision to every question asked, each the least severe, but for the given ones.
    /// An empty option leaves its question out.
    /// </summary>
    public static Dictionary<string, string> AllAnswers(params (string Item, string Option)[] others)
    {
        var given = Some.Answers(others);
        return Interview.Of(
            Instrument(Some.SelfCheck),
            item => given.TryGetValue(item.Id, out var option) ? item.OptionIndex(option) : 0);
    }

    /// <summary>Its counters.</summary>
    public static Vocabulary Vocabulary(string id, PrivacyProfile profile = PrivacyProfile.Full) => new(Instrument(id), profile);

    /// <summary>Answers of every kind: those of its test vectors.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Examples(string id) =>
        [.. Read(id, Some.Version, "test-vectors.json", ContentJson.Default.TestVectors).Vectors.Select(vector => vector.Answers)];

    /// <summary>The test vectors, the worst answers, and a number of others: from almost empty to full, from mild to severe.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Varied(string id, int others, Random random)
    {
        var instrument = Instrument(id);
        return
        [
            .. Examples(id),
            Interview.Of(instrument, item => item.Options.Length - 1),
            .. Enumerable.Range(0, others)
                .Select(_ => (Full: random.NextDouble(), Severe: random.NextDouble()))
                .Select(person => Interview.Of(instrument, item => random.NextDouble() > person.Full
                    ? -1
                    : random.NextDouble() < person.Severe ? item.Options.Length - 1 : random.Next(item.Options.Length))),
        ];
    }

    /// <summary>What screenings add to each counter.</summary>
    public static Dictionary<string, long> Sum(
        string id, IEnumerable<IReadOnlyDictionary<string, string>> screenings, PrivacyProfile profile = PrivacyProfile.Full)
    {
        var (questionnaire, vocabulary) = (Instrument(id), Vocabulary(id, profile));
        var sums = new long[vocabulary.Cells.Length];
        foreach (var answers in screenings)
        {
            Assert.Empty(AnswerSheet.Check(questionnaire, answers, out var sheet));
            vocabulary.Add(Scorer.Score(sheet!), AboutPerson.NotGiven, sums);
        }

        return vocabulary.Cells.Select((cell, place) => (cell.Key, sums[place])).ToDictionary();
    }

    /// <summary>The differences of two states, cell by cell.</summary>
    public static Dictionary<string, long> Minus(this IReadOnlyDictionary<string, long> after, IReadOnlyDictionary<string, long> before)
    {
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        return after.ToDictionary(entry => entry.Key, entry => entry.Value - before[entry.Key]);
    }

    private static T Read<T>(string id, string version, string file, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(Content, id, version, file)), type)!;
}
