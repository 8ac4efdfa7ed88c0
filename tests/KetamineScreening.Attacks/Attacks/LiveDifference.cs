using System.Globalization;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads public URLs before and after one person answers, and compares the responses.</summary>
/// <param name="name">Name of the attack.</param>
/// <param name="urls">The URLs.</param>
/// <param name="reads">Ways to read a URL; two of them, chosen at random, must give the same content.</param>
internal sealed class LiveDifference(string name, Func<ITarget, Task<IReadOnlyList<string>>> urls, params Read[] reads)
    : SingleAttack(new(name))
{
    public override int Rounds => 10;

    public override async Task RunAsync(Lab lab, int rounds, Random random)
    {
        await using var target = await lab.StartAsync();

        // The files of a release are among the URLs, so there has to be one.
        foreach (var questionnaire in KnownQuestionnaire.All) await target.PostAsync(questionnaire.Crowd(5, random));
        await target.EndPeriodAsync();
        foreach (var questionnaire in KnownQuestionnaire.All) await target.PostAsync(questionnaire.Crowd(5, random));
        await target.TurnAsync();
        var addresses = await urls(target);
        var before = await ReadAsync(target, addresses, random);
        for (var round = 0; round < rounds; round++)
        {
            var questionnaire = KnownQuestionnaire.All[round % KnownQuestionnaire.All.Count];
            var candidates = questionnaire.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            await target.PostAsync(candidates[truth]);
            if (random.Next(2) == 1) await target.TurnAsync();
            var after = await ReadAsync(target, addresses, random);
            Observation? difference = null;
            foreach (var url in addresses.Where(url => before[url] != after[url]))
            {
                Row.AddFault($"{url} changed");
                difference ??= Difference(questionnaire, before[url], after[url]);
            }

            var guess = Guess.Of(difference, [], [.. candidates.Select(candidate => candidate.Vector)], random);
            Row.Add(guess, truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
            before = after;
        }

        foreach (var release in await Release.List(target.Http)) await CheckWithdrawalAsync(target, release.Id);
    }

    private async Task<Dictionary<string, string>> ReadAsync(ITarget target, IEnumerable<string> addresses, Random random)
    {
        var contents = new Dictionary<string, string>();
        foreach (var url in addresses)
        {
            contents[url] = await reads[random.Next(reads.Length)](target.Http, url);
            if (reads.Length > 1 && await reads[random.Next(reads.Length)](target.Http, url) != contents[url])
            {
                Row.AddFault($"{url} differs between two kinds of request");
            }
        }

        return contents;
    }

    private async Task CheckWithdrawalAsync(ITarget target, string release)
    {
        if (reads.Length == 1 || !await target.WithdrawAsync(release)) return;
        foreach (var (name, value) in new[] { ("Accept-Encoding", "gzip"), ("Range", "bytes=0-99"), ("If-None-Match", "*") })
        {
            var reply = await Reply.Of(target.Http, HttpMethod.Get, $"/v1/releases/{release}/item_options.csv", (name, value));
            if (reply.Status != 410) Row.AddFault($"a withdrawn release is still served with {name}");
        }
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
