using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Domain.Tests;

/// <summary>The published questionnaires.</summary>
public static class Published
{
    /// <summary>Root folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly string Folder = Path.Combine(Root, "src/KetamineScreening.Api/Content/questionnaires");

    /// <summary>The current version of each questionnaire by id.</summary>
    public static IReadOnlyDictionary<string, Questionnaire> All { get; } = Directory.GetDirectories(Folder)
        .Select(folder => Questionnaire.From(Definition(Path.GetFileName(folder))))
        .ToDictionary(questionnaire => questionnaire.Id);

    /// <summary>The ids as theory data.</summary>
    public static TheoryData<string> Ids { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The longest questionnaire.</summary>
    public static Questionnaire SelfCheck => All["ketamine-self-check"];

    /// <summary>Current definition of a questionnaire, with shared conditions not expanded.</summary>
    public static Definition Definition(string id) =>
        JsonSerializer.Deserialize(Read(id, "definition.json"), ContentJson.Default.Definition)!;

    /// <summary>Definition of a version, with shared conditions not expanded.</summary>
    public static Definition Definition(string id, string version) =>
        JsonSerializer.Deserialize(ReadVersion(id, version, "definition.json"), ContentJson.Default.Definition)!;

    /// <summary>Every published version of every questionnaire, retired ones included.</summary>
    public static TheoryData<string, string> Versions { get; } = [.. Directory.GetDirectories(Folder)
        .SelectMany(Directory.GetDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => (Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path)))];

    /// <summary>Definition of version 1.0.0 of a questionnaire.</summary>
    public static Definition FirstDefinition(string id) => FirstDefinitionFile(id).Deserialize(ContentJson.Default.Definition)!;

    /// <summary>The file of that definition.</summary>
    public static JsonNode FirstDefinitionFile(string id) =>
        JsonNode.Parse(File.ReadAllBytes(Path.Combine(Folder, id, "1.0.0/definition.json")))!;

    /// <summary>English texts of a questionnaire.</summary>
    public static Wording Wording(string id) => JsonSerializer.Deserialize(Read(id, "en.json"), ContentJson.Default.Wording)!;

    /// <summary>Test vectors of a questionnaire.</summary>
    public static TestVectors Vectors(string id) =>
        JsonSerializer.Deserialize(Read(id, "test-vectors.json"), ContentJson.Default.TestVectors)!;

    /// <summary>Test vectors of a version.</summary>
    public static TestVectors Vectors(string id, string version) =>
        JsonSerializer.Deserialize(ReadVersion(id, version, "test-vectors.json"), ContentJson.Default.TestVectors)!;

    /// <summary>Scores answers and fails the test when they are not valid.</summary>
    public static ScreeningResult Score(this Questionnaire questionnaire, IEnumerable<KeyValuePair<string, string>> answers)
    {
        var problems = AnswerSheet.Check(questionnaire, answers, out var sheet);
        Assert.Empty(problems);
        return Scorer.Score(sheet!);
    }

    /// <summary>Parses answers written as <c>item=option</c>, separated by spaces.</summary>
    public static Dictionary<string, string> Answers(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private static byte[] ReadVersion(string id, string version, string file) =>
        File.ReadAllBytes(Path.Combine(Folder, id, version, file));

    private static byte[] Read(string id, string file)
    {
        var newest = Directory.GetDirectories(Path.Combine(Folder, id))
            .MaxBy(path => SemanticVersion.TryParse(Path.GetFileName(path), out var version) ? version : default)!;
        return File.ReadAllBytes(Path.Combine(newest, file));
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "KetamineScreening.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
