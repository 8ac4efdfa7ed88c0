using KetamineScreening.Api.Http.Errors;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Answers;
using KetamineScreening.Domain.Questionnaires;
using KetamineScreening.Domain.Scoring;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>
/// Compares the body reader of the service with a second one on <see cref="JsonDocument"/>: both accept the same bodies and read
/// the same answers.
/// </summary>
[Trait("kind", "fuzz")]
public sealed partial class ScreeningBodyFuzzTests
{
    private const int Limit = 16 * 1024;

    private static readonly Gen<string> Bodies =
        from answers in RandomAnswers.Of(Expected.Instrument(Some.SelfCheck))
        from version in Gen.Elements("", "\"version\":\"2.0.0\",", "\"version\":\"9.9.9\",")
        from contribute in Gen.Elements("false", "true")
        select $"{{{version}\"answers\":{JsonSerializer.Serialize(answers)},\"contribute\":{contribute}}}";

    [Fact]
    public async Task A_body_is_accepted_if_and_only_if_a_second_reader_accepts_it_and_with_the_same_result()
    {
        await using var service = new Service(Fuzz.LogEverything);
        var statuses = new Dictionary<int, int>();
        Fuzz.ForAll(
            Mutation.Of(Bodies),
            3000,
            async mutation =>
            {
                using var content = new ByteArrayContent(mutation.Bytes)
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
                };
                using var response = await service.Http.PostAsync(
                    $"/v1/questionnaires/{Some.SelfCheck}/screenings",
                    content,
                    CancellationToken.None);
                var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
                var status = (int)response.StatusCode;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;

                var expected = SecondReader.Read(mutation.Bytes);
                var answer = JsonNode.Parse(text)!;
                Assert.Equal(mutation.Bytes.Length > Limit ? 413 : expected.Status, status);
                if (status == 200)
                    Assert.Equal(
                        (expected.Score, expected.Contributes ? "received" : "declined"),
                        ((int)answer["score"]!["value"]!, (string)answer["contribution"]!));
                else
                    Assert.Equal(status, ProblemCode.Statuses[(string)answer["code"]!]);
                Assert.DoesNotContain(Mutation.Canary, Pointer().Replace(text, ""), StringComparison.OrdinalIgnoreCase);
            });
        await service.Stop();

        Assert.All(
            [200, 400, 404, 413, 422],
            status =>
                Assert.True(
                    statuses.GetValueOrDefault(status) > 10,
                    $"Too few responses had status {status} for the test to be meaningful."));
        var log = service.Log.ToString();
        Assert.All(
            [Mutation.Canary, "last-used", "unsupervised-only", "bladder", "Error: ", "Critical: "],
            trace => Assert.DoesNotContain(trace, log, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Null_and_left_out_get_the_same_bytes(string id)
    {
        await using var service = new Service();
        var questionnaire = Expected.Instrument(id);
        Fuzz.ForAll(BodyWithNulls.Of(questionnaire), 300, async body =>
        {
            var (statusWithNulls, withNulls) = await Post(body.Text);
            var (status, without) = await Post(body.WithoutNulls);
            Assert.Equal((status, without), (statusWithNulls, withNulls));
        });

        async Task<(int, string)> Post(string body)
        {
            using var content = new StringContent(body, null, "application/json");
            using var response = await service.Http.PostAsync($"/v1/questionnaires/{id}/screenings", content, CancellationToken.None);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(CancellationToken.None));
        }
    }

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task Answers_are_scored_if_the_check_finds_no_problem_and_otherwise_every_problem_is_listed(string id)
    {
        await using var service = new Service();
        var questionnaire = Expected.Instrument(id);
        var scored = 0;
        Fuzz.ForAll(RandomAnswers.Of(questionnaire), 500, async answers =>
        {
            var problems = AnswerSheet.Check(questionnaire, answers, out var sheet);
            using var content = new StringContent(Some.Body(answers), null, "application/json");
            using var response = await service.Http.PostAsync($"/v1/questionnaires/{id}/screenings", content, CancellationToken.None);
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None))!;

            Assert.Equal(sheet is null ? 422 : 200, (int)response.StatusCode);
            Assert.Equal(problems.Select(problem => $"/answers/{problem.ItemId}").Order(StringComparer.Ordinal), Pointers(answer));
            if (sheet is null)
                return;
            scored++;
            var result = Scorer.Score(sheet);
            Assert.Equal(
                (result.Score, result.MaxScore, result.Band.Code),
                ((int)answer["score"]!["value"]!, (int)answer["score"]!["max"]!, (string)answer["band"]!["code"]!));
        });

        Assert.InRange(scored, Fuzz.Cases(500) / 5, Fuzz.Cases(500) * 9 / 10);
    }

    private static IEnumerable<string> Pointers(JsonNode answer) =>
        (answer["errors"]?.AsArray() ?? []).Select(error => (string)error!["pointer"]!).Order(StringComparer.Ordinal);

    // Only a pointer may repeat a member name from the request.
    [GeneratedRegex("\"pointer\":\"(?:[^\"\\\\]|\\\\.)*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pointer();

    private sealed record SecondReader(int Status, int Score = 0, bool Contributes = false)
    {
        public static SecondReader Read(byte[] body)
        {
            try
            {
                // The service takes a byte order mark; this parser does not.
                var json = body.AsSpan(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
                using var document = JsonDocument.Parse(new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(json));
                return Read(document.RootElement);
            }
            catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
            {
                // ToDictionary throws ArgumentException for duplicate members.
                return new(400);
            }
        }

        private static SecondReader Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object) return new(400);
            // An unknown version is reported before the answers are checked.
            var versions = root.EnumerateObject()
                .Where(member => member.Name == "version" && member.Value.ValueKind == JsonValueKind.String)
                .Select(member => member.Value.GetString())
                .ToList();
            if (versions.Count > 0 && versions[^1] != "2.0.0") return new(404);
            // Null counts as left out, except that a name must not occur twice and must be known.
            var members = root.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
            var isVersionGiven = members.GetValueOrDefault("version").ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
            var answers = members.GetValueOrDefault("answers");
            var contribute = members.GetValueOrDefault("contribute").ValueKind;
            var hasValidForm =
                members.All(member => member.Key is "answers" or "contribute" or "version"
                    || (member.Key == "about" && member.Value.ValueKind == JsonValueKind.Null))
                && answers.ValueKind == JsonValueKind.Object
                && answers.EnumerateObject().All(answer => answer.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                && contribute is JsonValueKind.True or JsonValueKind.False
                && (!isVersionGiven || versions.Count == 1);
            if (!hasValidForm) return new(400);
            var questionnaire = Expected.Instrument(Some.SelfCheck);
            var all = answers.EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value.GetString());
            if (all.Keys.Any(item => !questionnaire.TryFind(item, out _))) return new(422);
            var given = all.Where(answer => answer.Value is not null).ToDictionary(answer => answer.Key, answer => answer.Value!);
            AnswerSheet.Check(questionnaire, given, out var sheet);
            return sheet is null ? new(422) : new(200, Scorer.Score(sheet).Score, contribute == JsonValueKind.True);
        }
    }
}

/// <summary>A body with members that are null, and the same body without them.</summary>
public sealed record BodyWithNulls(string Text, string WithoutNulls)
{
    /// <summary>Generates bodies; half of them have an escaped member name, which only the general parser reads.</summary>
    public static Gen<BodyWithNulls> Of(Questionnaire questionnaire) =>
        from given in RandomAnswers.Of(questionnaire)
        from dice in Gen.Choose(0, 2).ArrayOf(questionnaire.Items.Length)
        from version in Gen.Elements(null, "\"2.0.0\"", "\"9.9.9\"")
        from contribute in Gen.Elements("true", "true", "true", "false", null)
        from about in Gen.Elements(null, null, "{}", """{"ageBand":"18-24"}""", """{"ageBand":7}""")
        from isReversed in Gen.Elements(false, true)
        from answersName in Gen.Elements("answers", "\\u0061nswers")
        let left = questionnaire.Items.Where(item => dice[item.Index] == 0 && !given.ContainsKey(item.Id)).Select(item => item.Id)
        let answers = given.Select(answer => (answer.Key, (string?)$"\"{answer.Value}\"")).ToList()
        select new BodyWithNulls(
            Body(isReversed, version, contribute, about?.Replace("}", about == "{}" ? "\"gender\":null}" : ",\"gender\":null}"),
                answersName, Written([.. answers, .. left.Select(item => (item, (string?)null))], nulls: true), nulls: true),
            Body(isReversed, version, contribute, about, answersName, Written(answers, nulls: false), nulls: false));

    private static string Body(
        bool isReversed, string? version, string? contribute, string? about, string answersName, string answers, bool nulls)
    {
        List<(string, string?)> members = [("version", version), ("contribute", contribute), ("about", about), (answersName, answers)];
        if (isReversed) members.Reverse();
        return Written(members, nulls);
    }

    private static string Written(IEnumerable<(string Name, string? Value)> members, bool nulls) =>
        $"{{{string.Join(',', members.Where(member => nulls || member.Value is not null).Select(member =>
            $"\"{member.Name}\":{member.Value ?? "null"}"))}}}";
}

/// <summary>Random answers to a questionnaire: valid ones, and ones with one or two that are wrong, missing or misplaced.</summary>
public static class RandomAnswers
{
    /// <summary>Generates answers, half of them without a planted fault.</summary>
    public static Gen<Dictionary<string, string>> Of(Questionnaire questionnaire) =>
        from leaveOut in Gen.Choose(0, 99)
        from dice in Gen.Choose(0, 99).ArrayOf(questionnaire.Items.Length)
        from options in Gen.Choose(0, 999).ArrayOf(questionnaire.Items.Length)
        from faults in Gen.Elements(0, 0, 1, 2)
        from places in Gen.Choose(0, 3 * questionnaire.Items.Length - 1).ArrayOf(faults)
        select places.Aggregate(
            Interview.Of(
                questionnaire,
                item => dice[item.Index] < leaveOut && !item.Required ? -1 : options[item.Index] % item.Options.Length),
            (answers, place) => WithFault(answers, questionnaire.Items[place / 3], place % 3));

    private static Dictionary<string, string> WithFault(Dictionary<string, string> answers, Item item, int kind)
    {
        if (kind == 0) answers.Remove(item.Id);
        else if (kind == 1) answers[item.Id] = item.Options[^1].Code;
        else answers[item.Id + (item.Index % 2 == 0 ? "" : "x")] = "elsewhere";
        return answers;
    }
}
