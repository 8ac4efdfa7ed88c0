using System.Text.Json;
using KetamineScreening.Domain.Aggregates;
using KetamineScreening.Domain.Aggregates.Noise;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Attacks.Knowledge;

/// <summary>A questionnaire with everything that is public about it, including the counters that an answer changes.</summary>
internal sealed class KnownQuestionnaire
{
    private readonly Dictionary<string, int> cellIndexes;

    private KnownQuestionnaire(IReadOnlyCollection<Questionnaire> versions)
    {
        Newest = versions.MaxBy(version => version.Version)!;
        Vocabulary = new Vocabulary(Newest, PrivacyProfile.Full);
        cellIndexes = Vocabulary.Cells.Select((cell, index) => (cell.Key, index)).ToDictionary(entry => entry.Key, entry => entry.index);
    }

    /// <summary>The newest major version of each questionnaire of the service.</summary>
    public static IReadOnlyList<KnownQuestionnaire> All { get; } = [.. Directory
        .GetFiles(Path.Combine(AppContext.BaseDirectory, "Content/questionnaires"), "definition.json", SearchOption.AllDirectories)
        .Select(file => Questionnaire.From(JsonSerializer.Deserialize(File.ReadAllBytes(file), ContentJson.Default.Definition)!))
        .GroupBy(version => version.Id)
        .OrderBy(versions => versions.Key, StringComparer.Ordinal)
        .Select(versions => new KnownQuestionnaire([.. versions.GroupBy(version => version.Version.Major).MaxBy(major => major.Key)!]))];

    /// <summary>The questionnaire with the most items.</summary>
    public static KnownQuestionnaire Largest { get; } = All.MaxBy(questionnaire => questionnaire.Newest.Items.Length)!;

    /// <summary>The newest version.</summary>
    public Questionnaire Newest { get; }

    public Vocabulary Vocabulary { get; }

    public string Id => Newest.Id;

    public int Major => Newest.Version.Major;

    /// <summary>Index of a counter in <see cref="Vocabulary"/>.</summary>
    public bool TryFind(string cell, out int index) => cellIndexes.TryGetValue(cell, out index);

    /// <summary>Whether people can state an age band and a gender.</summary>
    public bool HasGroups => Vocabulary.HasGroups(Newest);

    /// <summary>A person who answers with the chosen option for each item asked; an index out of range leaves the item out.</summary>
    public Person Answering(Func<Item, int> choose, AboutPerson? about = null) =>
        CreatePerson(Interview.Of(Newest, choose), HasGroups && about is { } given ? given : AboutPerson.NotGiven);

    /// <summary>A person with random answers.</summary>
    public Person Anybody(Random random)
    {
        var leavesOut = random.Next(4) == 0 ? 0.3 : 0;
        var about = new AboutPerson(random.Next(AboutPerson.AgeBands.Count + 1) - 1, random.Next(AboutPerson.Genders.Count + 1) - 1);
        return Answering(item => random.NextDouble() < leavesOut ? -1 : random.Next(item.Options.Length), about);
    }

    /// <summary>Several people with random answers.</summary>
    public List<Person> Crowd(int size, Random random) => [.. Enumerable.Range(0, size).Select(_ => Anybody(random))];

    /// <summary>A person with the first or the last option everywhere; the two are as different as two people can be.</summary>
    public Person Extreme(bool last) => Answering(item => last ? item.Options.Length - 1 : 0);

    /// <summary>Candidates for one person: one for each possible answer to one item, with all other answers equal.</summary>
    public IReadOnlyList<Person> ButForOneAnswer(Random random)
    {
        // All items are answered, so every table contains this person; the unknown item is any that is not required.
        var person = Answering(item => item.Required ? item.Options.Length - 1 : random.Next(item.Options.Length));
        var optional = Newest.Items.Where(item => !item.Required && person.Answers.ContainsKey(item.Id)).ToList();
        var unknown = optional[random.Next(optional.Count)];
        return [.. unknown.Options
            .Select(option => new Dictionary<string, string>(person.Answers) { [unknown.Id] = option.Code })
            .Select(answers => CreatePerson(answers, AboutPerson.NotGiven) with { Unknown = unknown.Id })];
    }

    private Person CreatePerson(Dictionary<string, string> answers, AboutPerson about)
    {
        AnswerSheet.Check(Newest, answers, out var sheet);
        var result = Scorer.Score(sheet ?? throw new InvalidOperationException("The answers are not valid for the questionnaire."));
        var vector = new long[Vocabulary.Cells.Length];
        Vocabulary.Add(result, about, vector);
        return new Person(this, answers, about, result, vector);
    }
}

/// <summary>A person who answers one questionnaire.</summary>
/// <param name="Questionnaire">The questionnaire.</param>
/// <param name="Answers">Option code by item id.</param>
/// <param name="About">What the person says about themselves.</param>
/// <param name="Result">The scored result.</param>
/// <param name="Vector">Contribution to each counter.</param>
internal sealed record Person(
    KnownQuestionnaire Questionnaire,
    IReadOnlyDictionary<string, string> Answers,
    AboutPerson About,
    ScreeningResult Result,
    IReadOnlyList<long> Vector)
{
    /// <summary>Id of the item whose answer the attacker does not know; empty when there is none.</summary>
    public string Unknown { get; init; } = "";
}
