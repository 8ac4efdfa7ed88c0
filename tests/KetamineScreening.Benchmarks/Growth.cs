using System.Globalization;
using KetamineScreening.Api.Tests.Store;

namespace KetamineScreening.Benchmarks;

/// <summary>How the cost of a screening grows with connections, questionnaires, languages and nodes.</summary>
internal static class Growth
{
    private const int Connections = 64;
    private static readonly int[] ConnectionCounts = [1, 4, 16, 64, 256, 1024];
    private static readonly int[] QuestionnaireCounts = [3, 10, 25, 50];
    private static readonly int[] LanguageCounts = [1, 2, 4, 7];
    private static readonly int[] NodeCounts = [1, 2, 3, 4];

    /// <summary>The scenarios; the first row of each is the reference.</summary>
    public static IEnumerable<Scenario> Scenarios(Servers servers)
    {
        var screenings = Requests.Screenings(Parts.Questionnaires, contribute: true);
        yield return Of("connections", "Connections", ConnectionCounts.Select(count => new Row(
            Name(count, "connection"), servers.Sqlite, screenings, ExpectedText: Benchmarks.Scenarios.Received, Connections: count)));
        yield return Of("questionnaires", $"Questionnaires, {Connections} connections", QuestionnaireCounts.Select(count =>
        {
            var name = Name(count, "questionnaire");
            var content = GrowthContent.WithQuestionnaires(servers.Folder($"content {name}"), count);
            var requests = Requests.Screenings(GrowthContent.Questionnaires(content), contribute: true);
            return With(name, content, requests, servers);
        }));
        yield return Of("languages", $"Languages, in turn, {Connections} connections", LanguageCounts.Select(count =>
        {
            var name = Name(count, "language");
            var languages = GrowthContent.Languages.Take(count);
            var requests = languages.SelectMany(
                language => Requests.Screenings(Parts.Questionnaires, contribute: true, language).Messages);
            return With(name, GrowthContent.WithLanguages(servers.Folder($"content {name}"), count), new Requests([.. requests]), servers);
        }));
        if (!PostgresServer.CanStart) yield break;
        yield return Of("nodes", $"Nodes on one PostgreSQL server, {Connections} connections in all", NodeCounts.Select(count =>
            new Row(Name(count, "node"), () => servers.Node(1), screenings, ExpectedText: Benchmarks.Scenarios.Received)
            {
                // The same for every row, and divisible by every number of nodes.
                Threads = 12,
                MoreNodes = [.. Enumerable.Range(2, count - 1).Select(number => (Func<Task<Target>>)(() => servers.Node(number)))],
            }));
    }

    private static Scenario Of(string name, string title, IEnumerable<Row> rows)
    {
        List<Row> all = [.. rows];
        return new Scenario(name, title, Connections, all, all[0].Name);
    }

    private static Row With(string name, string content, Requests requests, Servers servers) => new(
        name,
        () => servers.Variant($"ours, {name}", new() { ["Content__Path"] = content }),
        requests,
        ExpectedText: Benchmarks.Scenarios.Received);

    private static string Name(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
