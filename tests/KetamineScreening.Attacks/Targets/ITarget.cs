using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Targets;

/// <summary>A service under attack, with everything that an attacker can use: HTTP, copies of the files, and the calendar.</summary>
public interface ITarget : IAsyncDisposable
{
    /// <summary>Name in the report.</summary>
    string Name { get; }

    /// <summary>HTTP client with the base address of the service.</summary>
    HttpClient Http { get; }

    /// <summary>Smallest number of people in a release, as published in the privacy policy.</summary>
    int Threshold { get; }

    /// <summary>The current quarter.</summary>
    string Quarter { get; }

    /// <summary>Every URL that can be read with GET.</summary>
    Task<IReadOnlyList<string>> ReadableUrls();

    /// <summary>Number of screenings of a questionnaire that are not in the database yet.</summary>
    int PendingCount(KnownQuestionnaire questionnaire);

    /// <summary>Waits until all writes that are due by now are done.</summary>
    Task Settle();

    /// <summary>Number of commits due by now according to the published schedule; 0 when there is no schedule.</summary>
    double ScheduledCommits { get; }

    /// <summary>Whether a journal shows that a commit is in progress.</summary>
    bool IsWriting { get; }

    /// <summary>Copies all files of the database, even during a commit.</summary>
    StolenCopy Copy();

    /// <summary>Advances the calendar by one quarter and waits until the periods due are closed.</summary>
    Task CloseQuarter();

    /// <summary>Withdraws a release as the operator does; false when the target does not support it.</summary>
    Task<bool> Withdraw(string release);
}

/// <summary>Steps shared by the attacks.</summary>
public static class TargetActions
{
    /// <summary>Posts a screening.</summary>
    public static async Task<Reply> Post(
        this ITarget target, Person person, bool contribute = true, string? key = null, HttpClient? from = null)
    {
        var answers = new JsonObject();
        foreach (var (item, option) in person.Answers) answers[item] = option;
        var body = new JsonObject { ["answers"] = answers, ["contribute"] = contribute };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{person.Questionnaire.Id}/screenings")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await (from ?? target.Http).SendAsync(request);
        return new Reply((int)response.EnsureSuccessStatusCode().StatusCode, "", await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Takes a copy between two commits; <see cref="Attacks.HotJournal"/> takes one during a commit.</summary>
    public static StolenCopy CopyAtRest(this ITarget target)
    {
        while (true)
        {
            var copy = target.Copy();
            if (!copy.HasJournal && !target.IsWriting && target.Copy().Commits == copy.Commits) return copy;
        }
    }

    /// <summary>Posts screenings in parallel.</summary>
    public static Task Post(this ITarget target, IEnumerable<Person> people) => Parallel.ForEachAsync(
        people, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) => await target.Post(person));

    /// <summary>
    /// Waits until all posted screenings are in the database, and adds known screenings where fewer than a batch are pending. So
    /// the end of the quarter cuts off no screening; <see cref="Attacks.BatchBoundary"/> attacks that case.
    /// </summary>
    /// <returns>The screenings added, which the attacker knows.</returns>
    public static async Task<IReadOnlyList<Person>> Flush(this ITarget target, Random random)
    {
        var added = new List<Person>();
        for (var round = 0; round < 50; round++)
        {
            await target.Settle();
            List<Person> more = [.. KnownQuestionnaire.All
                .Where(questionnaire => target.PendingCount(questionnaire) > 0)
                .SelectMany(questionnaire => questionnaire.Crowd(10, random))];
            if (more.Count == 0) return added;
            added.AddRange(more);
            await target.Post(more);
        }

        throw new TimeoutException("The posted screenings were not written to the database.");
    }

    /// <summary>Advances quarters until every questionnaire has a new release, and downloads these releases.</summary>
    public static async Task<IReadOnlyDictionary<KnownQuestionnaire, Release>> Publish(this ITarget target, IReadOnlySet<string> before)
    {
        for (var quarter = 0; quarter < 7; quarter++)
        {
            await target.CloseQuarter();
            var releases = await target.NewReleases(before);
            if (releases.Count < KnownQuestionnaire.All.Count) continue;
            foreach (var release in releases) await release.Download(target.Http);
            return releases.ToDictionary(release => release.Questionnaire);
        }

        throw new TimeoutException("Seven quarters passed without a release of every questionnaire.");
    }

    /// <summary>The published releases of single quarters that are not in a set of ids.</summary>
    public static async Task<IReadOnlyList<Release>> NewReleases(this ITarget target, IReadOnlySet<string> before) =>
        [.. (await Release.List(target.Http)).Where(release => !before.Contains(release.Id) && !release.IsOfAllTime)];

    /// <summary>Ids of the published releases.</summary>
    public static async Task<IReadOnlySet<string>> Published(this ITarget target) =>
        (await Release.List(target.Http)).Select(release => release.Id).ToHashSet();
}
