using System.Globalization;
using System.IO.Compression;
using System.Text;
using KetamineScreening.Attacks.Knowledge;
using KetamineScreening.Attacks.Targets;

namespace KetamineScreening.Attacks.Attacks;

/// <summary>Downloads the files of releases again and again in every way that HTTP has, while one more person answers.</summary>
public static class Rerequests
{
    private static readonly string[] Files =
    [
        "item_options.csv", "score_histogram.csv", "bands.csv", "moments.csv", "psychometrics.csv", "codebook.csv",
        "item_options_sdc.csv", "score_histogram_sdc.csv", "datapackage.json", "README.md", "SHA256SUMS",
    ];

    private static readonly Func<HttpClient, string, Task<byte[]>>[] Ways = [Plain, Compressed, InParts, IfChanged];

    public static async Task Run(ITarget target, Report report, int attempts, Random random)
    {
        var row = report[Attack.Rerequest];
        foreach (var instrument in Instrument.All) await target.Post(instrument.Crowd(20, random));
        await target.Flush(random);
        await target.Publish(new HashSet<string>());
        var releases = await Release.List(target.Http);
        var before = await Read(target, releases, random, row);
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var instrument = Instrument.All[attempt % Instrument.All.Count];
            var candidates = instrument.ButForOneAnswer(random);
            var truth = random.Next(candidates.Count);
            await target.Post(candidates[truth]);
            if (target.Waiting(instrument) is 0 or >= 10) await target.Settle();

            var after = await Read(target, releases, random, row);
            Observation? difference = null;
            foreach (var release in releases.Where(release => release.Instrument == instrument))
            {
                if (Files.All(file => before[(release.Id, file)].AsSpan().SequenceEqual(after[(release.Id, file)]))) continue;
                row.Fault($"files of {release.Id} are not what they were");
                difference = Tables(release, after).Since(Tables(release, before));
            }

            row.Add(Guess.Of(difference, [], candidates, random), truth, 1.0 / candidates.Count, 1.0 / candidates.Count);
            before = after;
        }

        foreach (var release in releases) await Withdrawn(target, release, row);
    }

    private static async Task Withdrawn(ITarget target, Release release, Row row)
    {
        if (!await target.Withdraw(release.Id)) return;
        var address = $"/v1/releases/{release.Id}";
        foreach (var file in Files.Append($"{release.Id}.zip").Select(file => $"{address}/{file}").Append(address))
        {
            foreach (var (name, value) in new[] { ("Accept-Encoding", "gzip"), ("Range", "bytes=0-99"), ("If-None-Match", "*"), ("Accept", "text/csv") })
            {
                var reply = await Reply.Of(target.Http, HttpMethod.Get, file, (name, value));
                if (reply.Status != 410 || reply.Headers.Contains("ETag", StringComparison.Ordinal)) row.Fault($"{file} is still there with {name}");
            }
        }
    }

    private static async Task<Dictionary<(string Release, string File), byte[]>> Read(ITarget target, IEnumerable<Release> releases, Random random, Row row)
    {
        var contents = new Dictionary<(string, string), byte[]>();
        foreach (var release in releases)
        {
            foreach (var file in Files)
            {
                var (address, ways) = ($"/v1/releases/{release.Id}/{file}", random.GetItems(Ways, 2));
                var (one, other) = (await ways[0](target.Http, address), await ways[1](target.Http, address));
                if (!one.AsSpan().SequenceEqual(other)) row.Fault($"{address} is another thing when it is asked for in another way");
                contents[(release.Id, file)] = one;
            }
        }

        return contents;
    }

    private static Observation Tables(Release release, Dictionary<(string Release, string File), byte[]> contents)
    {
        var copy = new Release(release.Id, release.Instrument, release.FirstQuarter, release.LastQuarter);
        foreach (var file in Files.Where(file => contents[(release.Id, file)].Length > 0)) copy.Take(file, Encoding.UTF8.GetString(contents[(release.Id, file)]));
        return copy.Tables;
    }

    private static async Task<byte[]> Plain(HttpClient http, string address)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, address);
        return reply.Status == 200 ? reply.Body : [];
    }

    private static async Task<byte[]> Compressed(HttpClient http, string address)
    {
        var reply = await Reply.Of(http, HttpMethod.Get, address, ("Accept-Encoding", "gzip"));
        if (reply.Status != 200 || !reply.Headers.Contains("Content-Encoding: gzip", StringComparison.Ordinal)) return reply.Status == 200 ? reply.Body : [];
        using var gzip = new GZipStream(new MemoryStream(reply.Body), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await gzip.CopyToAsync(content);
        return content.ToArray();
    }

    private static async Task<byte[]> InParts(HttpClient http, string address)
    {
        var length = (await Reply.Of(http, HttpMethod.Head, address)).Headers.Split('\n')
            .Select(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture) : 0)
            .Max();
        if (length < 2) return await Plain(http, address);
        var (middle, content) = (length / 2, new List<byte>());
        foreach (var range in new[] { $"bytes=0-{middle - 1}", $"bytes={middle}-" })
        {
            var reply = await Reply.Of(http, HttpMethod.Get, address, ("Range", range));
            if (reply.Status != 206) return await Plain(http, address);
            content.AddRange(reply.Body);
        }

        return [.. content];
    }

    private static async Task<byte[]> IfChanged(HttpClient http, string address)
    {
        var first = await Reply.Of(http, HttpMethod.Get, address);
        var tag = first.Headers.Split('\n').FirstOrDefault(line => line.StartsWith("ETag: ", StringComparison.Ordinal))?["ETag: ".Length..];
        if (first.Status != 200 || tag is null) return first.Status == 200 ? first.Body : [];
        var second = await Reply.Of(http, HttpMethod.Get, address, ("If-None-Match", tag));
        return second.Status == 304 ? first.Body : second.Body;
    }
}
