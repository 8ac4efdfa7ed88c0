using System.Globalization;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads every public URL before and after one person answers, and compares the responses.</summary>
public static class LiveDifference
{
    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.Live];
        foreach (var questionnaire in KnownQuestionnaire.All) await target.Post(questionnaire.Crowd(20, random));
        await target.Settle();

        // The files of a release are among the URLs, so there has to be one.
        await target.Publish(new HashSet<string>());
        var urls = await target.ReadableUrls();
        var before = await Read(target, urls);
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var questionnaire = KnownQuestionnaire.All[attempt % KnownQuestionnaire.All.Count];
            var candidates = questionnaire.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            await target.Post(candidates[truth]);

            // When this screening completed a batch, wait for its commit.
            if (target.PendingCount(questionnaire) is 0 or >= 10) await target.Settle();
            var after = await Read(target, urls);
            Observation? difference = null;
            foreach (var url in urls.Where(url => !before[url].HasSameContent(after[url])))
            {
                row.AddFault($"{url} changed");
                difference ??= Difference(questionnaire, before[url].Text, after[url].Text);
            }

            row.Add(Guess.Of(difference, [], candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
            before = after;
        }
    }

    private static async Task<Dictionary<string, Reply>> Read(ITarget target, IEnumerable<string> urls)
    {
        var replies = new Dictionary<string, Reply>();
        foreach (var url in urls) replies[url] = await Reply.Of(target.Http, HttpMethod.Get, url);
        return replies;
    }

    // Understands any CSV table with the columns cell and count.
    private static Observation? Difference(KnownQuestionnaire questionnaire, string before, string after)
    {
        var (earlier, later) = (Table(before), Table(after));
        return later.Count == 0 ? null : later.Since(earlier);

        Observation Table(string text)
        {
            var table = new Observation(questionnaire);
            foreach (var row in text.Split('\n').Select(line => line.Split(',')).Where(row => row.Length == 2))
            {
                if (long.TryParse(row[1], CultureInfo.InvariantCulture, out var count)) table.Add(row[0], count, 0);
            }

            return table;
        }
    }
}
