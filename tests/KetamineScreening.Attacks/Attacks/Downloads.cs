using System.Globalization;
using System.IO.Compression;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Reads public URLs before and after one person answers, and compares the responses.</summary>
/// <param name="name">Name of the attack.</param>
/// <param name="urls">The URLs.</param>
/// <param name="reads">Ways to read a URL; two of them, chosen at random, must give the same content.</param>
public sealed class LiveDifference(string name, Func<ITarget, Task<IReadOnlyList<string>>> urls, params Read[] reads) : SingleAttack(new(name))
{
    /// <inheritdoc />
    public override int Rounds => 10;

    /// <inheritdoc />
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

/// <summary>Reads a URL.</summary>
/// <param name="http">Client to read with.</param>
/// <param name="url">The URL.</param>
public delegate Task<string> Read(HttpClient http, string url);

/// <summary>Ways to read a URL.</summary>
internal static class Reads
{
    /// <summary>Status, headers and body of a plain request.</summary>
    public static async Task<string> Everything(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url);
        return $"{reply.Status}\n{reply.Headers}\n\n{reply.Text}";
    }

    /// <summary>The body of a plain request.</summary>
    public static async Task<string> Plain(HttpClient http, string url) => (await Reply.Of(http, HttpMethod.Get, url)).Text;

    /// <summary>The body, compressed on the way.</summary>
    public static async Task<string> Compressed(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url, ("Accept-Encoding", "gzip"));
        if (!reply.Headers.Contains("Content-Encoding: gzip", StringComparison.Ordinal)) return reply.Text;
        using var gzip = new GZipStream(new MemoryStream(reply.Body), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The body in two ranges.</summary>
    public static async Task<string> InRanges(HttpClient http, string url)
    {
        var plain = await Reply.Of(http, HttpMethod.Get, url);
        var middle = plain.Body.Length / 2;
        var first = await Reply.Of(http, HttpMethod.Get, url, ("Range", $"bytes=0-{middle - 1}"));
        var second = await Reply.Of(http, HttpMethod.Get, url, ("Range", $"bytes={middle}-"));
        if ((first.Status, second.Status) != (206, 206)) return plain.Text;
        return new Reply(200, "", [.. first.Body, .. second.Body]).Text;
    }

    /// <summary>The body that a cache has after it asked whether the body changed.</summary>
    public static async Task<string> Conditional(HttpClient http, string url)
    {
        var first = await Reply.Of(http, HttpMethod.Get, url);
        var tag = first.Headers.Split('\n').FirstOrDefault(line => line.StartsWith("ETag: ", StringComparison.Ordinal));
        if (tag is null) return first.Text;
        var second = await Reply.Of(http, HttpMethod.Get, url, ("If-None-Match", tag["ETag: ".Length..]));
        return second.Status == 304 ? first.Text : second.Text;
    }
}
