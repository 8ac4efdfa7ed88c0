using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>Hostile requests to the executable: every one gets a response below 500, and the log shows nothing of any of them.</summary>
[Trait("kind", "fuzz")]
public sealed partial class HostileRequestTests : IDisposable
{
    private const int Batches = 50;
    private const int RequestsPerBatch = 20;

    private readonly string folder = Directory.CreateTempSubdirectory("ketamine-hostile-").FullName;

    [Fact]
    public async Task Most_of_them_are_scored_or_refused_for_their_answers_and_none_fails_or_is_in_the_log()
    {
        await using var service = await Executable.Start(new Dictionary<string, string>
        {
            ["Store:ConnectionString"] = $"Data Source={folder}/store.db",
            ["Contributions:CommitMilliseconds"] = "5000",
            ["Operator:Name"] = "A clinic",
            ["Operator:Contact"] = "help@clinic.example",
            ["Logging:Console:FormatterName"] = "json",
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Trace",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Information",
        });
        using var handler = new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            UseCookies = false,
            Expect100ContinueTimeout = TimeSpan.FromMilliseconds(1),
        };
        using var http = new HttpClient(handler) { BaseAddress = service.Http.BaseAddress };
        var counts = new ConcurrentDictionary<(string Kind, int Status), int>();
        Fuzz.ForAll(HostileRequest.Any.ArrayOf(RequestsPerBatch), Batches, batch => Task.WhenAll(batch.Select(Send)));
        service.Signal("TERM");
        Assert.Equal(0, await service.Exit());

        Write(counts);
        var reached = counts.Where(entry => entry.Key.Status is 200 or 422).Sum(entry => entry.Value);
        Assert.True(reached > Fuzz.Cases(Batches) * RequestsPerBatch * 0.6, $"Only {reached} requests got 200 or 422.");
        var log = service.Output;
        Assert.Contains("\"Status\":422", log, StringComparison.Ordinal);
        Assert.All(Traces(), trace => Assert.DoesNotContain(trace, log, StringComparison.OrdinalIgnoreCase));

        async Task Send(HostileRequest hostile)
        {
            using var request = hostile.ToMessage();
            using var response = await http.SendAsync(request, CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            counts.AddOrUpdate((hostile.Kind, (int)response.StatusCode), 1, (_, count) => count + 1);

            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {text}\n{hostile}");
            if (hostile.Kind != HostileRequest.Search)
            {
                Assert.DoesNotContain(Mutation.Canary, Pointer().Replace(text, ""), StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The marker of the requests, every id and code that is not also an English word, and every level of a problem.
    private static IEnumerable<string> Traces()
    {
        var items = new[] { Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck }.SelectMany(id => Expected.Instrument(id).Items).ToList();
        var codes = items.SelectMany(item => item.Options.Select(option => option.Code)).Concat(items.Select(item => item.Id))
            .Where(code => code.Contains('-', StringComparison.Ordinal));
        return codes.Distinct().Concat([Mutation.Canary, "bladder", "ageBand", "\"Warning\"", "\"Error\"", "\"Critical\""]);
    }

    private static void Write(ConcurrentDictionary<(string Kind, int Status), int> counts)
    {
        foreach (var kind in counts.GroupBy(entry => entry.Key.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var others = kind.Where(entry => entry.Key.Status is not (200 or 422)).OrderBy(entry => entry.Key.Status)
                .Select(entry => $"{entry.Value:N0} ({entry.Key.Status})");
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"| {kind.Key} | {kind.Sum(entry => entry.Value):N0} | {counts.GetValueOrDefault((kind.Key, 200)):N0} | "
                + $"{counts.GetValueOrDefault((kind.Key, 422)):N0} | {string.Join(", ", others)} |");
        }
    }

    // A pointer of v1 repeats the names of members.
    [GeneratedRegex("\"pointer\":\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pointer();
}
