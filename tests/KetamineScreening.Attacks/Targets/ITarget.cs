using System.Text;
using System.Text.Json.Nodes;
using KetamineScreening.Attacks.Knowledge;

namespace KetamineScreening.Attacks.Targets;

/// <summary>What is attacked, through everything an attacker has: HTTP, the files at any time, the calendar.</summary>
public interface ITarget : IAsyncDisposable
{
    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>Client with its address.</summary>
    HttpClient Http { get; }

    /// <summary>Fewest people of a release, as its policy says.</summary>
    int Threshold { get; }

    /// <summary>The quarter it is.</summary>
    string Quarter { get; }

    /// <summary>Every address that can be read.</summary>
    Task<IReadOnlyList<string>> Addresses();

    /// <summary>Number of screenings of an instrument that are not in the store yet.</summary>
    int Waiting(Instrument instrument);

    /// <summary>Waits until it is at rest: everything that it is going to write by now is written.</summary>
    Task Settle();

    /// <summary>How many commits there have to be by now, by the schedule that the policy has; 0 when there is none.</summary>
    double Scheduled { get; }

    /// <summary>Whether a journal shows that something is being written.</summary>
    bool IsWriting { get; }

    /// <summary>Takes a copy of all files of the store, whatever is going on.</summary>
    StolenCopy Copy();

    /// <summary>Lets the quarter end, and what is due be closed.</summary>
    Task CloseQuarter();

    /// <summary>Lets the operator withdraw a release; false where that is not known.</summary>
    Task<bool> Withdraw(string release);
}

/// <summary>What every attacker does.</summary>
public static class TargetActions
{
    /// <summary>Posts a screening.</summary>
    public static async Task<Reply> Post(this ITarget target, Person person, bool contribute = true, string? key = null, HttpClient? from = null)
    {
        var answers = new JsonObject();
        foreach (var (item, option) in person.Answers) answers[item] = option;
        var body = new JsonObject { ["answers"] = answers, ["contribute"] = contribute };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{person.Instrument.Id}/screenings")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await (from ?? target.Http).SendAsync(request);
        return new Reply((int)response.EnsureSuccessStatusCode().StatusCode, "", await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Takes a copy between two commits. One in the middle of a commit is two copies, and an attack of its own.</summary>
    public static StolenCopy CopyAtRest(this ITarget target)
    {
        while (true)
        {
            var copy = target.Copy();
            if (!copy.HasJournal && !target.IsWriting && target.Copy().Commits == copy.Commits) return copy;
        }
    }

    /// <summary>Posts many, as fast as it goes.</summary>
    public static Task Post(this ITarget target, IEnumerable<Person> people) => Parallel.ForEachAsync(
        people, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (person, _) => await target.Post(person));

    /// <summary>
    /// Waits until everything that was posted is in the store, helping with screenings of its own where fewer than a batch
    /// wait. So nothing is cut off by the end of the quarter in any of the worlds compared; the attack on the cut is one of its own.
    /// </summary>
    /// <returns>The screenings added: the attacker knows them.</returns>
    public static async Task<IReadOnlyList<Person>> Flush(this ITarget target, Random random)
    {
        var added = new List<Person>();
        for (var round = 0; round < 50; round++)
        {
            await target.Settle();
            List<Person> more = [.. Instrument.All.Where(instrument => target.Waiting(instrument) > 0).SelectMany(instrument => instrument.Crowd(10, random))];
            if (more.Count == 0) return added;
            added.AddRange(more);
            await target.Post(more);
        }

        throw new TimeoutException("The store does not take what is posted.");
    }

    /// <summary>Lets quarters end until there is a release of every instrument that was not there before, and downloads them.</summary>
    public static async Task<IReadOnlyDictionary<Instrument, Release>> Publish(this ITarget target, IReadOnlySet<string> before)
    {
        for (var quarter = 0; quarter < 7; quarter++)
        {
            await target.CloseQuarter();
            var fresh = (await Release.List(target.Http)).Where(release => !before.Contains(release.Id) && !release.IsOfAllTime).ToList();
            if (fresh.Count < Instrument.All.Count) continue;
            foreach (var release in fresh) await release.Read(target.Http);
            return fresh.ToDictionary(release => release.Instrument);
        }

        throw new TimeoutException("Nothing was published in seven quarters.");
    }

    /// <summary>Ids of the releases there are.</summary>
    public static async Task<IReadOnlySet<string>> Published(this ITarget target) => (await Release.List(target.Http)).Select(release => release.Id).ToHashSet();
}
