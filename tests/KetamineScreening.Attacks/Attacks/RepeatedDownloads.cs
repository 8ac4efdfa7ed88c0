using System.Globalization;
using System.IO.Compression;
using System.Text;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Downloads the files of releases repeatedly, with every kind of HTTP request, while one more person answers.</summary>
public static class RepeatedDownloads
{
    private static readonly string[] Files =
    [
        "item_options.csv", "score_histogram.csv", "bands.csv", "moments.csv", "psychometrics.csv", "codebook.csv",
        "item_options_sdc.csv", "score_histogram_sdc.csv", "datapackage.json", "README.md", "SHA256SUMS",
    ];

    private static readonly Func<HttpClient, string, Task<byte[]>>[] Downloads = [Plain, Compressed, InRanges, Conditional];

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.RepeatedDownload];
        foreach (var questionnaire in KnownQuestionnaire.All) await target.Post(questionnaire.Crowd(20, random));
        await target.Flush(random);
        await target.Publish(new HashSet<string>());
        var releases = await Release.List(target.Http);
        var before = await Read(target, releases, random, row);
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var questionnaire = KnownQuestionnaire.All[attempt % KnownQuestionnaire.All.Count];
            var candidates = questionnaire.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            await target.Post(candidates[truth]);
            if (target.PendingCount(questionnaire) is 0 or >= 10) await target.Settle();

            var after = await Read(target, releases, random, row);
            Observation? difference = null;
            foreach (var release in releases.Where(release => release.Questionnaire == questionnaire))
            {
                if (Files.All(file => before[(release.Id, file)].AsSpan().SequenceEqual(after[(release.Id, file)]))) continue;
                row.AddFault($"files of {release.Id} changed");
                difference = Tables(release, after).Since(Tables(release, before));
            }

            row.Add(Guess.Of(difference, [], candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
            before = after;
        }

        foreach (var release in releases) await CheckWithdrawal(target, release, row);
    }

    private static async Task CheckWithdrawal(ITarget target, Release release, Row row)
    {
        if (!await target.Withdraw(release.Id)) return;
        var url = $"/v1/releases/{release.Id}";
        (string, string)[] headers = [("Accept-Encoding", "gzip"), ("Range", "bytes=0-99"), ("If-None-Match", "*"), ("Accept", "text/csv")];
        foreach (var file in Files.Append($"{release.Id}.zip").Select(file => $"{url}/{file}").Append(url))
        {
            foreach (var (name, value) in headers)
            {
                var reply = await Reply.Of(target.Http, HttpMethod.Get, file, (name, value));
                if (reply.Status == 410 && !reply.Headers.Contains("ETag", StringComparison.Ordinal)) continue;
                row.AddFault($"{file} is still served with {name}");
            }
        }
    }

    private static async Task<Dictionary<(string Release, string File), byte[]>> Read(
        ITarget target, IEnumerable<Release> releases, Random random, Row row)
    {
        var contents = new Dictionary<(string, string), byte[]>();
        foreach (var release in releases)
        {
            foreach (var file in Files)
            {
                var (url, downloads) = ($"/v1/releases/{release.Id}/{file}", random.GetItems(Downloads, 2));
                var (one, other) = (await downloads[0](target.Http, url), await downloads[1](target.Http, url));
                if (!one.AsSpan().SequenceEqual(other)) row.AddFault($"{url} differs between two kinds of request");
                contents[(release.Id, file)] = one;
            }
        }

        return contents;
    }

    private static Observation Tables(Release release, Dictionary<(string Release, string File), byte[]> contents)
    {
        var copy = new Release(release.Id, release.Questionnaire, release.FirstQuarter, release.LastQuarter);
        foreach (var file in Files.Where(file => contents[(release.Id, file)].Length > 0))
        {
            copy.ParseTable(file, Encoding.UTF8.GetString(contents[(release.Id, file)]));
        }

        return copy.Tables;
    }

    private static async Task<byte[]> Plain(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url);
        return reply.Status == 200 ? reply.Body : [];
    }

    private static async Task<byte[]> Compressed(HttpClient http, string url)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, url, ("Accept-Encoding", "gzip"));
        if (reply.Status != 200) return [];
        if (!reply.Headers.Contains("Content-Encoding: gzip", StringComparison.Ordinal)) return reply.Body;
        using var gzip = new GZipStream(new MemoryStream(reply.Body), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await gzip.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<byte[]> InRanges(HttpClient http, string url)
    {
        const string ContentLength = "Content-Length: ";
        var header = (await Reply.Of(http, HttpMethod.Head, url)).Headers.Split('\n')
            .FirstOrDefault(line => line.StartsWith(ContentLength, StringComparison.Ordinal));
        var length = header is null ? 0 : int.Parse(header[ContentLength.Length..], CultureInfo.InvariantCulture);
        if (length < 2) return await Plain(http, url);
        var (middle, content) = (length / 2, new List<byte>());
        foreach (var range in new[] { $"bytes=0-{middle - 1}", $"bytes={middle}-" })
        {
            var reply = await Reply.Of(http, HttpMethod.Get, url, ("Range", range));
            if (reply.Status != 206) return await Plain(http, url);
            content.AddRange(reply.Body);
        }

        return [.. content];
    }

    private static async Task<byte[]> Conditional(HttpClient http, string url)
    {
        var first = await Reply.Of(http, HttpMethod.Get, url);
        if (first.Status != 200) return [];
        var tag = first.Headers.Split('\n')
            .FirstOrDefault(line => line.StartsWith("ETag: ", StringComparison.Ordinal))?["ETag: ".Length..];
        if (tag is null) return first.Body;
        var second = await Reply.Of(http, HttpMethod.Get, url, ("If-None-Match", tag));
        return second.Status == 304 ? first.Body : second.Body;
    }
}
