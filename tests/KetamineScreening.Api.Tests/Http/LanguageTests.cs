using System.Text.Json.Nodes;

namespace KetamineScreening.Api.Tests.Http;

/// <summary>Language negotiation with the invented language <c>xx</c>: the English texts with the prefix <c>[xx]</c>.</summary>
public sealed class LanguageTests(LanguageTests.TwoLanguages fixture) : IClassFixture<LanguageTests.TwoLanguages>
{
    private static readonly string[] Addresses =
    [
        "/v1/questionnaires", "/v1/questionnaires/ketamine-self-check", "/v1/questionnaires/ketamine-quick-check/2.0.0",
        "/v1/learn", "/v1/learn/stopping", "/v1/help", "/v1/help?country=IE", "/v1/help?country=ZZ", "/v1/privacy", "/v1/texts",
        "/v1/no-such", "/v1/questionnaires/no-such", "POST /v1/help", "POST /v1/questionnaires/ketamine-self-check/screenings",
        "POST /v1/questionnaires/ketamine-quick-check/screenings?country=IE",
        "POST /v1/questionnaires/ketamine-concern-check/screenings?country=US",
        "POST /v1/questionnaires/ketamine-self-check/screenings?country=ZZ",
    ];

    public static TheoryData<string> AllAddresses => [.. Addresses];

    public static MatrixTheoryData<string, (string? Accepted, string Language)> Negotiations => new(Addresses, [
        ("xx", "xx"), ("XX", "xx"), ("xx-YY", "xx"), ("xx-Yyyy-ZZ-x-private", "xx"), ("xx_YY", "xx"),
        ("en;q=0.5, xx;q=0.9", "xx"), ("en;q=0.5,xx", "xx"),
        ("fr, xx;q=0.3, en;q=0.2", "xx"),
        ("xx;q=0.001", "xx"), ("fr-CH, fr;q=0.9, xx;q=0.8, *;q=0.5", "xx"), ("garbage;;=, xx", "xx"), ("xx, en", "xx"),
        (null, "en"), ("", "en"), ("*", "en"), ("en", "en"), ("en-GB, xx;q=0.9", "en"), ("xx;q=0.5, en;q=0.9", "en"), ("xx;q=0", "en"),
        ("xx;q=0, fr", "en"), ("fr", "en"), ("xxx", "en"),
        ("x", "en"), ("garbage;;=,,", "en"), ("xx;q=x", "en"), ("en, xx", "en"),
    ]);

    [Theory, MemberData(nameof(Negotiations))]
    public async Task The_best_available_language_is_chosen_and_declared(string address, (string? Accepted, string Language) row)
    {
        using var response = await Request(address, row.Accepted);

        Assert.Equal(row.Language, response.Header("Content-Language"));
        Assert.Equal(row.Language == "xx", (await response.Text()).Contains("[xx] ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(AllAddresses))]
    public async Task Every_text_is_translated_and_nothing_else_differs(string address)
    {
        using var english = await Request(address, "en");
        using var other = await Request(address, "xx");
        var pairs = Leaves(await english.Json()).Zip(Leaves(await other.Json())).ToList();

        Assert.Contains(pairs, pair => pair.First != pair.Second);
        Assert.All(pairs, pair =>
        {
            if (fixture.English.Contains(pair.First)) Assert.Equal($"[xx] {pair.First}", pair.Second);
            else Assert.Equal(pair.First, WithoutPrefix(pair.Second));
        });

        // Responses with an ETag state the review: "unreviewed" instead of "source".
        var difference = other.Header("ETag") is null ? 0 : "unreviewed".Length - "source".Length;
        Assert.Equal((await english.Text()).TrimEnd().Length + difference, WithoutPrefix(await other.Text()).TrimEnd().Length);
    }

    [Fact]
    public async Task A_translation_without_clinical_review_is_marked_as_unreviewed()
    {
        using var questionnaire = await Request("/v1/questionnaires/ketamine-self-check", "xx");
        using var list = await Request("/v1/questionnaires", "xx");

        Assert.Equal("unreviewed", (string?)(await questionnaire.Json())["review"]);
        Assert.All((await list.Json())["questionnaires"]!.AsArray(), entry => Assert.Equal(
            """[{"language":"en","review":"source"},{"language":"xx","review":"unreviewed"}]""", entry!["languages"]!.ToJsonString()));
    }

    [Fact]
    public async Task Each_language_has_its_own_ETag()
    {
        using var english = await Request("/v1/questionnaires/ketamine-self-check/2.0.0", "en");
        using var other = await Request("/v1/questionnaires/ketamine-self-check/2.0.0", "xx");

        Assert.NotEqual(english.Header("ETag"), other.Header("ETag"));
        Assert.All([english, other], response => Assert.Contains("Accept-Language", response.Header("Vary"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_within_a_problem_are_translated()
    {
        const string Body = """{"answers":{"last-used":"x","y":"z"},"contribute":true}""";
        using var response = await fixture.Service.Post(Some.SelfCheck, Body, request => request.Headers.Add("Accept-Language", "xx"));
        var problem = await response.Problem(422, "invalid-answers");

        var messages = problem["errors"]!.AsArray().Select(error => error!["message"]);
        Assert.All(
            [.. messages, problem["title"], problem["detail"]],
            text => Assert.StartsWith("[xx] ", (string)text!, StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> Request(string address, string? accepted)
    {
        var isPost = address.StartsWith("POST ", StringComparison.Ordinal);
        var request = new HttpRequestMessage(
            isPost ? HttpMethod.Post : HttpMethod.Get,
            address.Replace("POST ", "", StringComparison.Ordinal));
        var answers = address.Contains("concern", StringComparison.Ordinal)
            ? """{"bladder":"weekly"}"""
            : """{"last-used":"within-12-months","setting":"both","bladder":"weekly"}""";
        var body = $$"""{"answers":{{answers}},"contribute":false}""";
        if (isPost) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        return fixture.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string WithoutPrefix(string text) => text.Replace("[xx] ", "", StringComparison.Ordinal);

    // Members that name the language differ by design.
    private static IEnumerable<string> Leaves(JsonNode? node) =>
        node switch
        {
            JsonObject members => members
                .Where(member => member.Key is not ("language" or "review"))
                .SelectMany(member => Leaves(member.Value)),
            JsonArray elements => elements.SelectMany(Leaves),
            null => [],
            _ => [node.ToString()],
        };

    public sealed class TwoLanguages : IAsyncDisposable
    {
        private readonly ContentFolder content = ContentFolder.WithLanguageXx();

        public TwoLanguages()
        {
            Service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
            English = content
                .EnglishFiles.SelectMany(file => ContentFolder.TextsOf(content.Read(file)))
                .Select(text => (string)text!)
                .ToHashSet();
        }

        public Service Service { get; }

        public IReadOnlySet<string> English { get; }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            content.Dispose();
        }
    }
}
