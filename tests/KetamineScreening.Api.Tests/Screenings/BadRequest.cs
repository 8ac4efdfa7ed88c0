using System.Net.Http.Headers;
using System.Text;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>A request that the contract rejects, with the expected status and problem code.</summary>
public sealed record BadRequest(string Name, int Status, string Code, Func<HttpRequestMessage> Make)
{
    private const string Answers = """{ "last-used": "within-12-months", "setting": "unsupervised-only" }""";

    /// <summary>At least one request for every row of the table of problems in the contract.</summary>
    public static IReadOnlyList<BadRequest> All { get; } =
    [
        Post("malformed JSON", 400, "invalid-request", "{"),
        Post("an unknown member", 400, "invalid-request", $$"""{ "answers": {{Answers}}, "contribute": true, "name": "x" }"""),
        Post("a missing member", 400, "invalid-request", $$"""{ "answers": {{Answers}} }"""),
        Post("a wrong type", 400, "invalid-request", $$"""{ "answers": {{Answers}}, "contribute": "true" }"""),
        Post("a member twice", 400, "invalid-request", $$"""{ "answers": {{Answers}}, "contribute": true, "contribute": true }"""),
        Post(
            "an answer twice",
            400,
            "invalid-request",
            """{ "answers": { "last-used": "never", "last-used": "never" }, "contribute": true }"""),
        Post(
            "nesting",
            400,
            "invalid-request",
            $$"""{ "answers": { "last-used": {{new string('[', 8000)}}{{new string(']', 8000)}} }, "contribute": true }"""),
        Post("trailing text", 400, "invalid-request", $$"""{ "answers": {{Answers}}, "contribute": true } x"""),
        Post(
            "an idempotency key that is too short",
            400,
            "invalid-request",
            Good,
            request => request.Headers.Add("Idempotency-Key", "short")),
        Post(
            "an unknown country",
            400,
            "invalid-request",
            Good,
            request => request.RequestUri = new Uri(request.RequestUri + "?country=ZZ", UriKind.Relative)),
        Post(
            "an unknown questionnaire",
            404,
            "unknown-questionnaire",
            Good,
            request => request.RequestUri = new Uri("/v1/questionnaires/no-such/screenings", UriKind.Relative)),
        Post("an unknown version", 404, "unknown-version", $$"""{ "version": "9.9.9", "answers": {{Answers}}, "contribute": true }"""),
        Post("an unknown address", 404, "not-found", Good, request => request.RequestUri = new Uri("/v1/no-such", UriKind.Relative)),
        Post("another method", 405, "method-not-allowed", Good, request => request.Method = HttpMethod.Put),
        Post("a body over 16 KiB", 413, "body-too-large", Good.PadRight(16_385)),
        Post("a compressed body", 415, "unsupported-media-type", Good, request => request.Content!.Headers.ContentEncoding.Add("gzip")),
        Post(
            "another content type",
            415,
            "unsupported-media-type",
            Good,
            request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain")),
        Post(
            "an unknown question",
            422,
            "invalid-answers",
            """{ "answers": { "last-used": "never", "shoe-size": "44" }, "contribute": true }"""),
        Post("null for an unknown question", 422, "invalid-answers", """{ "answers": { "shoe-size": null }, "contribute": true }"""),
        Post("null for a required question", 422, "invalid-answers", """{ "answers": { "last-used": null }, "contribute": true }"""),
        Post("an unknown option", 422, "invalid-answers", """{ "answers": { "last-used": "yesterday" }, "contribute": true }"""),
        Post(
            "a question that is not asked",
            422,
            "invalid-answers",
            """{ "answers": { "last-used": "never", "craving": "weekly" }, "contribute": true }"""),
        Post("a required question left out", 422, "invalid-answers", """{ "answers": {}, "contribute": true }"""),
    ];

    /// <summary>A valid body that contributes.</summary>
    public static string Good => $$"""{ "answers": {{Answers}}, "contribute": true }""";

    /// <inheritdoc />
    public override string ToString() => Name;

    private static BadRequest Post(string name, int status, string code, string body, Action<HttpRequestMessage>? change = null) =>
        new(
            name,
            status,
            code,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/questionnaires/{Some.SelfCheck}/screenings")
                {
                    Content = new StringContent(body, Encoding.UTF8, "application/json"),
                };
                change?.Invoke(request);
                return request;
            });
}
