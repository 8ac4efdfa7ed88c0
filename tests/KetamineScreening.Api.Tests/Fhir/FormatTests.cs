using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>Which format a client gets, and how the bytes of a resource are cached and compressed.</summary>
public sealed class FormatTests(SharedService service)
{
    private const string Json = "application/fhir+json";
    private const string Xml = "application/fhir+xml";
    private const string Score = $"/fhir/Questionnaire/{Some.QuickCheck}/$score";

    [Theory]
    [InlineData(Xml, Xml)]
    [InlineData("application/xml", Xml)]
    [InlineData("text/xml", Xml)]
    [InlineData("application/fhir+xml; fhirVersion=4.0", Xml)]
    [InlineData("application/fhir+xml;q=0.5, application/fhir+json;q=0.4", Xml)]
    [InlineData("application/fhir+json;q=0.5, application/fhir+xml;q=0.4", Json)]
    [InlineData("application/fhir+xml, application/fhir+json", Json)]
    [InlineData("application/fhir+xml, */*", Xml)]
    [InlineData("application/fhir+xml;q=0.5, */*;q=0.8", Json)]
    [InlineData("application/fhir+json;q=0, */*", Xml)]
    [InlineData("application/fhir+xml;q=0, application/*", Json)]
    public async Task The_header_Accept_chooses_the_format_by_quality(string accept, string expected)
    {
        using var response = await Get("/fhir/metadata", ("Accept", accept));

        Assert.Equal((200, expected), ((int)response.StatusCode, response.Header("Content-Type")));
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Theory]
    [InlineData("xml")]
    [InlineData("text/xml")]
    [InlineData("application/xml")]
    [InlineData("application/fhir+xml")]
    [InlineData("application/fhir%2Bxml")]
    public async Task The_parameter_overrides_the_header(string format)
    {
        using var response = await Get($"/fhir/metadata?_format={format}", ("Accept", Json));

        Assert.Equal(Xml, response.Header("Content-Type"));
    }

    [Theory]
    [InlineData("/fhir/no-such", 404)]
    [InlineData("/fhir/Questionnaire/no-such", 404)]
    [InlineData("/fhir/Questionnaire?status:not=active", 400)]
    [InlineData(Score, 405)]
    public async Task An_error_is_in_the_format_of_the_request(string address, int status)
    {
        using var response = await Get(address, ("Accept", Xml));
        var outcome = XElement.Parse(await response.Text());

        Assert.Equal((status, Xml), ((int)response.StatusCode, response.Header("Content-Type")));
        Assert.Equal(XName.Get("OperationOutcome", "http://hl7.org/fhir"), outcome.Name);
    }

    [Theory]
    [InlineData("/fhir/Questionnaire/ketamine-self-check", true)]
    [InlineData("/fhir/Questionnaire/ketamine-self-check?weights=false&country=IE", true)]
    [InlineData("/fhir/CodeSystem/issue", true)]
    [InlineData("/fhir/Questionnaire?status=active", false)]
    [InlineData("/fhir/metadata", false)]
    public async Task Each_representation_has_a_tag_of_its_own_and_supports_304_and_HEAD(string address, bool isCompressed)
    {
        var tags = new HashSet<string>();
        foreach (var format in new[] { Json, Xml })
        {
            foreach (var coding in isCompressed ? ["identity", "gzip", "br"] : new[] { "identity" })
            {
                using var response = await Get(address, ("Accept", format), ("Accept-Encoding", coding));
                var tag = response.Header("ETag")!;
                Assert.True(tags.Add(tag));
                using var again = await Get(address, ("Accept", format), ("Accept-Encoding", coding), ("If-None-Match", tag));
                using var head = await Send(HttpMethod.Head, address, ("Accept", format), ("Accept-Encoding", coding));
                Assert.Equal((304, tag), ((int)again.StatusCode, again.Header("ETag")));
                Assert.Equal(
                    (200, tag, response.Header("Content-Length"), format),
                    ((int)head.StatusCode, head.Header("ETag"), head.Header("Content-Length"), head.Header("Content-Type")));
                Assert.Equal(coding == "identity" ? null : coding, response.Header("Content-Encoding"));
                Assert.Equal(isCompressed, response.Headers.Vary.Contains("Accept-Encoding"));
            }
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_resource_is_the_plain_one(string coding)
    {
        foreach (var format in new[] { Json, Xml })
        {
            using var plain = await Get("/fhir/Questionnaire/ketamine-self-check", ("Accept", format));
            using var compressed = await Get("/fhir/Questionnaire/ketamine-self-check", ("Accept", format), ("Accept-Encoding", coding));
            var content = await compressed.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await using Stream stream = coding == "br"
                ? new BrotliStream(content, CompressionMode.Decompress)
                : new GZipStream(content, CompressionMode.Decompress);
            using var text = new StreamReader(stream, Encoding.UTF8);

            Assert.Equal(await plain.Text(), await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Every_country_weight_and_id_is_served_as_itself_also_after_more_requests_than_bytes_are_kept_for()
    {
        string[] countries = [.. (await service.Get("/v1/help/all"))["countries"]!.AsObject().Select(country => country.Key)];
        Assert.True(countries.Length > 50);
        foreach (var country in countries)
        {
            var id = $"{Some.SelfCheck}-{Some.Version}";
            var form = await service.Get($"/fhir/Questionnaire/{id}?country={country}&weights=false");
            var contacts = (await service.Get($"/v1/help?country={country}"))["emergency"]!.AsArray();
            Assert.Equal(id, (string?)form["id"]);
            var texts = string.Join('\n', form.Items().Select(item => (string?)item["text"]));
            Assert.All(contacts, contact => Assert.Contains((string)contact!["name"]!, texts, StringComparison.Ordinal));
            Assert.DoesNotContain("ordinalValue", form.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Xml)]
    [InlineData("application/xml; charset=utf-8")]
    [InlineData("text/xml")]
    public async Task An_XML_response_is_scored_like_a_JSON_response(string contentType)
    {
        (string Item, string Option)[] answers = [("last-used", "within-12-months"), ("setting", "both"), ("tolerance", "weekly")];
        var items = answers.Select(answer => $"<!-- x --><item><linkId value='{answer.Item}'/>"
            + $"<answer><valueCoding><code value='{answer.Option}'/></valueCoding></answer></item>");
        var xml = $"\uFEFF<?xml version='1.0' encoding='utf-8'?><?x y?><f:Parameters xmlns:f='http://hl7.org/fhir'><f:parameter>"
            + $"<f:name value='in'/><f:resource><QuestionnaireResponse xmlns='http://hl7.org/fhir'><status value='completed'/>"
            + $"{string.Concat(items)}</QuestionnaireResponse></f:resource></f:parameter></f:Parameters>\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, Score);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(xml));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var result = await response.Json();

        Assert.Equal((await service.Operate(Score, FhirReading.Response(Some.QuickCheck, answers))).ToJsonString(), result.ToJsonString());
    }

    private Task<HttpResponseMessage> Get(string address, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, address, headers);

    private Task<HttpResponseMessage> Send(HttpMethod method, string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
