using System.Net;
using System.Text;

namespace KetamineScreening.Api.Tests.Screenings;

public sealed class BodyReaderTests(SharedService service)
{
    private const int Limit = 16 * 1024;

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/JSON; Charset=Utf-8")]
    [InlineData("application/json; profile=x")]
    public async Task JSON_in_UTF8_is_accepted(string type)
    {
        using var response = await Post(type, BadRequest.Good);

        Assert.True(response.IsSuccessStatusCode, await response.Text());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/merge-patch+json")]
    [InlineData("application/problem+json")]
    [InlineData("application/fhir+json")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/jsonp")]
    [InlineData("application/*")]
    [InlineData("*/*")]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json;charset=utf-16")]
    [InlineData("application/json;charset=iso-8859-1")]
    [InlineData("application/json;charset=")]
    [InlineData("application/json, application/json")]
    [InlineData("json")]
    [InlineData("garbage;;=")]
    public async Task Any_other_content_type_is_rejected(string? type)
    {
        using var response = await Post(type, BadRequest.Good);

        await response.Problem(415, "unsupported-media-type");
    }

    [Theory]
    [InlineData("/v1/questionnaires/ketamine-self-check/screenings", "application/json")]
    [InlineData("/fhir/Questionnaire/ketamine-self-check/$score", "application/fhir+json")]
    public async Task A_byte_order_mark_changes_nothing(string address, string type)
    {
        var body = type == "application/json" ? BadRequest.Good : """{"resourceType":"QuestionnaireResponse","status":"completed"}""";
        using var plain = await PostCoded(address, type, body, coding: null);
        using var marked = await PostCoded(address, type, "\uFEFF" + body, coding: null);
        using var markedTwice = await PostCoded(address, type, "\uFEFF\uFEFF" + body, coding: null);

        Assert.Equal((plain.StatusCode, await plain.Text()), (marked.StatusCode, await marked.Text()));
        Assert.Equal(HttpStatusCode.BadRequest, markedTwice.StatusCode);
    }

    public static MatrixTheoryData<string, string, string> Codings => new(
        ["/v1/questionnaires/ketamine-self-check/screenings application/json",
            "/fhir/Questionnaire/ketamine-self-check/$score application/fhir+json"],
        ["", "identity", "Identity", ",", "identity, identity"],
        ["gzip", "br", "deflate, identity", "identity,gzip", "unknown"]);

    [Theory, MemberData(nameof(Codings))]
    public async Task Only_a_coding_that_compresses_is_refused_and_the_answer_names_the_accepted_one(
        string target, string accepted, string refused)
    {
        var (address, type) = (target.Split(' ')[0], target.Split(' ')[1]);
        using var uncoded = await PostCoded(address, type, BadRequest.Good, coding: null);
        using var good = await PostCoded(address, type, BadRequest.Good, accepted);
        using var bad = await PostCoded(address, type, BadRequest.Good, refused);
        using var otherType = await PostCoded(address, "text/plain", BadRequest.Good, coding: null);

        Assert.Equal(
            (uncoded.StatusCode, HttpStatusCode.UnsupportedMediaType, "identity"),
            (good.StatusCode, bad.StatusCode, bad.Header("Accept-Encoding")));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, null), (otherType.StatusCode, otherType.Header("Accept-Encoding")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_exactly_the_size_limit_is_accepted(bool chunked)
    {
        using var response = await Post("application/json", BadRequest.Good.PadRight(Limit), chunked);

        Assert.True(response.IsSuccessStatusCode, await response.Text());
    }

    [Theory]
    [InlineData(Limit + 1, false)]
    [InlineData(Limit + 1, true)]
    [InlineData(2 * Limit, true)]
    [InlineData((2 * Limit) + 1, false)]
    [InlineData((2 * Limit) + 1, true)]
    [InlineData(1_000_000, false)]
    [InlineData(1_000_000, true)]
    public async Task A_larger_body_is_rejected_with_and_without_chunks(int size, bool chunked)
    {
        using var response = await Post("application/json", BadRequest.Good.PadRight(size), chunked);

        await response.Problem(413, "body-too-large");
    }

    [Fact]
    public async Task A_larger_body_is_rejected_before_it_is_sent()
    {
        var response = await RawHttp.Post(service, ["Content-Type: application/json", "Content-Length: 1000000000"], "");

        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
        Assert.Contains("\"body-too-large\"", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zz\r\n{}")]
    [InlineData("2\r\n{}zz")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    public async Task A_body_with_malformed_chunks_is_an_invalid_request(string body)
    {
        var response = await RawHttp.Post(service, ["Content-Type: application/json", "Transfer-Encoding: chunked"], body);

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", response, StringComparison.Ordinal);
        Assert.Contains("\"invalid-request\"", response, StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostCoded(string address, string type, string body, string? coding)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return service.Http.SendAsync(request, CancellationToken.None);
    }

    private Task<HttpResponseMessage> Post(string? type, string body, bool chunked = false) => service.Post(Some.SelfCheck, "", request =>
    {
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (chunked) request.Headers.TransferEncodingChunked = true;
    });
}
