using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Domain.Aggregates;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>An age band and a gender of people who agree to be counted: in one cell of the totals, and nowhere else.</summary>
public sealed class AboutTests(SharedService service)
{
    // An escaped member name means the same and is read by the general reader.
    private static readonly string[] Answers = ["\"answers\"", "\"\\u0061nswers\""];
    private static readonly string?[] AgeBands = ["under-18", "18-24", "25-34", "35-44", "45-plus", null];
    private static readonly string?[] Genders = ["woman", "man", "another", null];

    public static MatrixTheoryData<string, (string About, bool Contribute, string Errors)> Refusals => new(Answers,
    [
        ("""{"ageBand":"18-24"}""", false, "about-without-contribution /about"),
        ("{}", false, "about-without-contribution /about"),
        ("[]", true, "wrong-type /about"),
        ("\"18-24\"", true, "wrong-type /about"),
        ("""{"ageBand":18}""", true, "wrong-type /about/ageBand"),
        ("""{"ageBand":null}""", false, "about-without-contribution /about"),
        ("""{"ageBand":null,"ageBand":"18-24"}""", true, "duplicate-member /about/ageBand"),
        ("""null,"about":{}""", true, "duplicate-member /about"),
        ("""{"gender":{"code":"woman"}}""", true, "wrong-type /about/gender"),
        ("""{"ageBand":"18-25"}""", true, "unknown-option /about/ageBand"),
        ("""{"ageBand":"not-given"}""", true, "unknown-option /about/ageBand"),
        ("""{"ageBand":"Under-18"}""", true, "unknown-option /about/ageBand"),
        ("""{"gender":"all"}""", true, "unknown-option /about/gender"),
        ("""{"gender":""}""", true, "unknown-option /about/gender"),
        ("""{"ageBand":"18-24","ageBand":"18-24"}""", true, "duplicate-member /about/ageBand"),
        ("""{"gender":"man","gender":"x"}""", true, "duplicate-member /about/gender, unknown-option /about/gender"),
        ("""{"age":"18-24","a/b":{"c":[1]}}""", true, "unknown-member /about/age, unknown-member /about/a~1b"),
        (
            """{"ageBand":"x","gender":1}""",
            false,
            "about-without-contribution /about, unknown-option /about/ageBand, wrong-type /about/gender"),
        ("""{"ageBand":"18-24"},"about":{}""", true, "duplicate-member /about"),
    ]);

    [Theory, MemberData(nameof(Refusals))]
    public async Task It_is_refused_with_every_error(string answers, (string About, bool Contribute, string Errors) refusal)
    {
        using var response = await service.Post(Some.SelfCheck, Body(answers, refusal.About, refusal.Contribute));
        var errors = (await response.Problem(400, "invalid-request"))["errors"]!.AsArray();

        Assert.Equal(
            refusal.Errors.Split(", "),
            errors.Select(error => $"{error!["code"]} {error["pointer"]}").Order(StringComparer.Ordinal));
        Assert.StartsWith("no-store", response.Header("Cache-Control"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_code_is_answered_with_the_codes_that_there_are()
    {
        using var response = await service.Post(Some.SelfCheck, Body(Answers[0], """{"ageBand":"old","gender":"none"}"""));
        var errors = (await response.Problem(400, "invalid-request"))["errors"]!.AsArray();

        Assert.Equal(
            [AboutPerson.AgeBands, AboutPerson.Genders],
            errors.Select(error => error!["allowed"]!.AsArray().Select(code => (string)code!)));
    }

    [Theory]
    [InlineData("""{"\ud800":"18-24"}""")]
    [InlineData("""{"ageBand":"\ud800"}""")]
    [InlineData("""{"ageBand":"18-24" """)]
    [InlineData("""{"ageBand"}""")]
    public async Task Text_that_is_no_text_is_malformed(string about)
    {
        using var response = await service.Post(Some.SelfCheck, Body(Answers[0], about));
        var errors = (await response.Problem(400, "invalid-request"))["errors"]!.AsArray();

        Assert.Equal("malformed-json", (string?)errors.Single()!["code"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"ageBand":"18-24"}""")]
    public async Task It_is_refused_in_questions_about_somebody_else(string about)
    {
        foreach (var answers in Answers)
        {
            using var response = await service.Post(Some.ConcernCheck, $$"""{{{answers}}:{},"contribute":true,"about":{{about}}}""");
            var errors = (await response.Problem(400, "invalid-request"))["errors"]!.AsArray();
            Assert.Equal(("about-not-asked", "/about"), ((string?)errors.Single()!["code"], (string?)errors.Single()!["pointer"]));
        }
    }

    [Fact]
    public async Task It_is_refused_everywhere_when_it_is_not_asked()
    {
        await using var own = new Service(new Dictionary<string, string> { ["About:Asked"] = "false" });
        foreach (var answers in Answers)
        {
            using var response = await own.Post(Some.SelfCheck, Body(answers, """{"ageBand":"18-24"}"""));
            var errors = (await response.Problem(400, "invalid-request"))["errors"]!.AsArray();
            Assert.Equal("about-not-asked", (string?)errors.Single()!["code"]);
        }

        // The cells exist all the same, so that the setting can change while a period is open.
        await own.Contribute(1);
        await own.WaitForCommitted(1);
        Assert.Equal(1, Groups(own).Single(group => group.Value > 0).Value);
    }

    [Fact]
    public async Task Every_combination_is_counted_in_exactly_one_cell_by_both_readers_and_is_in_no_result_and_no_log()
    {
        await using var own = new Service(new Dictionary<string, string>
        {
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Trace",
            ["Logging:LogLevel:KetamineScreening.Access"] = "Trace",
        });
        var results = new List<string>();
        foreach (var answers in Answers)
        {
            foreach (var (age, gender) in AgeBands.SelectMany(age => Genders.Select(gender => (age, gender))))
            {
                var about = new JsonObject();
                if (gender is not null) about["gender"] = gender;
                if (age is not null) about["ageBand"] = age;
                using var response = await own.Post(Some.SelfCheck, Body(answers, about.ToJsonString()));
                Assert.Equal(200, (int)response.StatusCode);
                results.Add(await response.Text());
            }
        }

        await own.Stop();
        Assert.Single(results.Distinct());
        string[] traces = ["ageBand", "under-18", "25-34", "45-plus", "\"woman\"", "about"];
        Assert.All(traces, trace => Assert.DoesNotContain(trace, own.Log.ToString(), StringComparison.OrdinalIgnoreCase));
        var counted = Groups(own).Where(group => group.Value > 0).ToDictionary();
        var expected = AgeBands.SelectMany(age => Genders.Select(gender => (age, gender)))
            .GroupBy(person => $"groups/{person.age ?? "not-given"}/{(person.age == "under-18" ? "all" : person.gender ?? "not-given")}/")
            .ToDictionary(group => group.Key, group => (long)group.Count() * Answers.Length);
        Assert.Equal(21, expected.Count);
        Assert.Equal(
            expected.OrderBy(group => group.Key, StringComparer.Ordinal),
            counted.ToDictionary(group => group.Key[..(group.Key.LastIndexOf('/') + 1)], group => group.Value)
                .OrderBy(group => group.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_place_in_the_body_makes_no_difference()
    {
        await using var own = new Service();
        const string About = """
            "about":{"ageBand":"25-34","gender":"another"}
            """;
        var answers = $"\"answers\":{JsonNode.Parse(Some.Body())!["answers"]!.ToJsonString()}";
        foreach (var body in new[] { $"{{{About},{answers},\"contribute\":true}}", $"{{\"contribute\":true,{About},{answers}}}" })
        {
            using var response = await own.Post(Some.SelfCheck, body);
            Assert.Equal(200, (int)response.StatusCode);
        }

        await own.Stop();
        var (cell, count) = Groups(own).Single(group => group.Value > 0);
        Assert.StartsWith("groups/25-34/another/", cell, StringComparison.Ordinal);
        Assert.Equal(2, count);
    }

    private static IEnumerable<KeyValuePair<string, long>> Groups(Service service) =>
        service.State().Where(cell => cell.Key.StartsWith("groups/", StringComparison.Ordinal));

    private static string Body(string answers, string about, bool contribute = true)
    {
        var given = JsonNode.Parse(Some.Body())!["answers"]!.ToJsonString();
        return $$"""{{{answers}}:{{given}},"contribute":{{(contribute ? "true" : "false")}},"about":{{about}}}""";
    }
}
