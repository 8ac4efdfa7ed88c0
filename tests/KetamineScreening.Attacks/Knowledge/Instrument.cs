using System.Text.Json;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A questionnaire as an attacker knows it: everything of it is public, down to the counters that an answer moves.</summary>
public sealed class Instrument
{
    private readonly Dictionary<string, int> places;

    private Instrument(IReadOnlyCollection<Questionnaire> versions)
    {
        Questionnaire = versions.MaxBy(version => version.Version)!;
        Vocabulary = new Vocabulary(versions);
        places = Vocabulary.Cells.Select((cell, place) => (cell.Key, place)).ToDictionary(entry => entry.Key, entry => entry.place);
    }

    /// <summary>The newest major version of each, as the service ships them.</summary>
    public static IReadOnlyList<Instrument> All { get; } = [.. Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Content/questionnaires"), "definition.json", SearchOption.AllDirectories)
        .Select(file => Questionnaire.From(JsonSerializer.Deserialize(File.ReadAllBytes(file), ContentJson.Default.Definition)!))
        .GroupBy(version => version.Id)
        .OrderBy(versions => versions.Key, StringComparer.Ordinal)
        .Select(versions => new Instrument([.. versions.GroupBy(version => version.Version.Major).MaxBy(major => major.Key)!]))];

    /// <summary>The one with the most questions.</summary>
    public static Instrument Largest { get; } = All.MaxBy(instrument => instrument.Questionnaire.Items.Length)!;

    public Questionnaire Questionnaire { get; }

    public Vocabulary Vocabulary { get; }

    public string Id => Questionnaire.Id;

    public int Major => Questionnaire.Version.Major;

    /// <summary>Place of a counter among all counters.</summary>
    public bool TryFind(string cell, out int place) => places.TryGetValue(cell, out place);

    /// <summary>Somebody who answers with the option chosen for each question that is asked; a choice out of range leaves it out.</summary>
    public Person Answering(Func<Item, int> choose) => Read(Interview.Of(Questionnaire, choose));

    /// <summary>Somebody, it does not matter who.</summary>
    public Person Anybody(Random random)
    {
        var leavesOut = random.Next(4) == 0 ? 0.3 : 0;
        return Answering(item => random.NextDouble() < leavesOut ? -1 : random.Next(item.Options.Length));
    }

    /// <summary>Several of them.</summary>
    public List<Person> Crowd(int size, Random random) => [.. Enumerable.Range(0, size).Select(_ => Anybody(random))];

    /// <summary>Somebody with the first or the last option everywhere: as far from each other as two people can be.</summary>
    public Person Extreme(bool last) => Answering(item => last ? item.Options.Length - 1 : 0);

    /// <summary>One person with each answer that they can have given to one question, all their other answers the same.</summary>
    public IReadOnlyList<Person> ButForOneAnswer(Random random)
    {
        // Everything is answered, so that every table has this person; the question is any that does not branch.
        var person = Answering(item => item.Required ? item.Options.Length - 1 : random.Next(item.Options.Length));
        var open = Questionnaire.Items.Where(item => !item.Required && person.Answers.ContainsKey(item.Id)).ToList();
        var unknown = open[random.Next(open.Count)];
        return [.. unknown.Options.Select(option => Read(new Dictionary<string, string>(person.Answers) { [unknown.Id] = option.Code }) with { Unknown = unknown.Id })];
    }

    private Person Read(Dictionary<string, string> answers)
    {
        AnswerSheet.Check(Questionnaire, answers, out var sheet);
        var result = Scorer.Score(sheet ?? throw new InvalidOperationException("The answers do not fit the questionnaire."));
        var vector = new long[Vocabulary.Cells.Length];
        Vocabulary.Add(result, vector);
        return new Person(this, answers, result, vector);
    }
}

/// <summary>Somebody, with all that they answer.</summary>
/// <param name="Instrument">What they answer.</param>
/// <param name="Answers">Item id to option code.</param>
/// <param name="Result">Their result.</param>
/// <param name="Vector">What they add to each counter.</param>
public sealed record Person(Instrument Instrument, IReadOnlyDictionary<string, string> Answers, ScreeningResult Result, IReadOnlyList<long> Vector)
{
    /// <summary>The one question whose answer the attacker does not know.</summary>
    public string Unknown { get; init; } = "";
}
