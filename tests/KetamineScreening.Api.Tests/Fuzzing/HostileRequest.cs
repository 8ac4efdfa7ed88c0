using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using KetamineScreening.Api.Tests.Aggregates;
using KetamineScreening.Api.Tests.Fhir;

namespace KetamineScreening.Api.Tests.Fuzzing;

/// <summary>
/// A request with answers or a search, with unusual or malicious content wherever a request can have content. Most of these requests are
/// valid in form, so that they reach the code that checks and scores answers.
/// </summary>
/// <param name="Kind">Name for the table of results.</param>
/// <param name="Method">The method.</param>
/// <param name="Address">Path and query.</param>
/// <param name="MediaType">Value of <c>Content-Type</c>.</param>
/// <param name="Body">The body; null if there is none.</param>
/// <param name="Headers">Further headers.</param>
public sealed record HostileRequest(
    string Kind, HttpMethod Method, string Address, string MediaType, byte[]? Body, IReadOnlyList<(string Name, string Value)> Headers)
{
    /// <summary>A marker that is in every request and must not appear in the log.</summary>
    private const string Mark = Mutation.Canary;

    /// <summary>Name of the requests whose responses repeat the parameters, as FHIR requires of the link <c>self</c>.</summary>
    public const string Search = "FHIR search";

    private static readonly Gen<string> Questionnaires = Gen.Elements(Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck);

    private static readonly Gen<string> Queries = Gen.Elements(
        "", "", "?country=GB", "?country=ie", "?country=ZW", $"?{Mark}={Mark}", $"?country=US&{Mark}=%00%ff%E2%82", "?&&=&", "?COUNTRY=de",
        "?_pretty=true", "?country=GB", "?country=ZZ");

    private static readonly Gen<(string, string)[]> SomeHeaders = Gen.Elements<(string, string)>(
        ("Accept", "*/*"),
        ("Accept", "application/json;q=0.1, */*;q=0"),
        ("Accept-Language", $"{Mark}, en;q=0.1"),
        ("Accept-Language", ";;;=,*;q=7"),
        ("Accept-Encoding", "br, gzip;q=0.1, identity;q=0"),
        ("Content-Encoding", "identity"),
        ("Content-Language", Mark),
        ("Idempotency-Key", $"{Mark}-0123456789"),
        ("Idempotency-Key", "short"),
        ("If-None-Match", "*"),
        ("If-Match", $"\"{Mark}\""),
        ("Range", "bytes=0-1,5-"),
        ("Origin", $"https://{Mark}.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Referer", $"https://{Mark}.example/?answers=weekly"),
        ("Cookie", $"answers={Mark}; \u00e9=\u00ff"),
        ("Authorization", $"Bearer {Mark}"),
        ("X-Forwarded-For", $"203.0.113.7, {Mark}"),
        ("X-Forwarded-Host", $"{Mark}.example"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("Prefer", $"handling=strict, return={Mark}"),
        ("traceparent", $"00-{new string('a', 32)}-{new string('b', 16)}-01"),
        ("baggage", $"answers={Mark}"),
        ("Expect", "100-continue"),
        (Mark, new string('x', 3000))).ArrayOf().Resize(5);

    /// <summary>All kinds of requests.</summary>
    public static Gen<HostileRequest> Any { get; } =
        from request in Gen.Frequency((4, Screenings()), (3, Operations(isXml: false)), (2, Operations(isXml: true)), (1, Searches()))
        from headers in SomeHeaders
        from body in Gen.Frequency((9, Gen.Constant(request.Body)), (1, Mutated(request.Body)))
        select request with { Body = body, Headers = [("User-Agent", Mark), .. headers] };

    /// <summary>The request as a message.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address);
        if (Body is not null) message.Content = new ByteArrayContent(Body);
        if (Body is not null) message.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>The whole request, for the failure message.</summary>
    public override string ToString() =>
        $"{Method} {Address}\n{string.Join('\n', Headers)}\n{MediaType}\n{Encoding.Latin1.GetString(Body ?? [])}";

    private static Gen<byte[]?> Mutated(byte[]? body) => body is null
        ? Gen.Constant(body)
        : Mutation.Of(Gen.Constant(Encoding.UTF8.GetString(body))).Select(mutation => (byte[]?)mutation.Bytes);

    private static Gen<HostileRequest> Screenings() =>
        from id in Questionnaires
        from answers in Answers(id)
        from query in Queries
        from head in Gen.Elements("", "\"version\":\"2.0.0\",", "\"version\":null,", "\"about\":null,", "\"about\":{},")
        from contribute in Gen.Elements("true", "true", "false")
        from blanks in Gen.Elements("", "", " ", "\r\n\t", new string('\n', 50))
        from isEscaped in Gen.Elements(false, true)
        from mark in Gen.Elements("", "", "\uFEFF")
        let members = string.Join(
            $",{blanks}", answers.Select(answer => $"{Text(answer.Item, isEscaped)}{blanks}:{blanks}{Text(answer.Option, isEscaped)}"))
        let body = $"{mark}{blanks}{{{blanks}{head}\"contribute\":{contribute},{blanks}\"answers\":{{{members}}}{blanks}}}{blanks}"
        select new HostileRequest(
            "screening",
            HttpMethod.Post,
            $"/v1/questionnaires/{id}/screenings{query}",
            "application/json",
            Encoding.UTF8.GetBytes(body),
            []);

    private static Gen<HostileRequest> Operations(bool isXml) =>
        from id in Questionnaires
        from answers in Answers(id)
        from query in Queries
        from operation in Gen.Elements($"{id}/$score", $"{id}/$process-response", "$process-response")
        from contribute in Gen.Elements(true, false)
        from isDecorated in Gen.Elements(true, true, false)
        let body = isXml ? Xml(id, answers, contribute, isDecorated) : Json(id, answers, contribute, isDecorated)
        select new HostileRequest(
            isXml ? "FHIR operation, XML" : "FHIR operation, JSON",
            HttpMethod.Post,
            $"/fhir/Questionnaire/{operation}{query}",
            isXml ? "application/fhir+xml" : "application/fhir+json",
            Encoding.UTF8.GetBytes(body),
            []);

    private static Gen<HostileRequest> Searches() =>
        from type in Gen.Elements("Questionnaire", "CodeSystem", "ValueSet", "StructureDefinition")
        from parameters in Gen.Elements(
            $"title:contains={Mark}", "title=k", "_count=1", "_count=0", "_offset=99999", "_summary=true", "_summary=text",
            "_sort=-date,title", "_elements=title,url", $"{Mark}={Mark}", "date=ge2020", "date=ap2026-11", "status=active,retired",
            "_format=xml", "_pretty=true",
            "name:exact=%C3%A9", "_id=ketamine-self-check%5C%2C", $"url={Mark}%7C%00").ArrayOf().Resize(4)
        from isForm in Gen.Elements(true, false)
        let query = string.Join('&', parameters)
        select isForm
            ? new HostileRequest(
                Search, HttpMethod.Post, $"/fhir/{type}/_search", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes(query), [])
            : new HostileRequest(Search, HttpMethod.Get, $"/fhir/{type}?{query}", "", null, []);

    // One in six has an unknown item or option with the marker.
    private static Gen<(string Item, string Option)[]> Answers(string id) =>
        from answers in RandomAnswers.Of(Expected.Instrument(id))
        from others in Gen.Elements<(string, string)[]>(
            [], [], [], [], [], [], [], [], [], [], [(Mark, Mark)], [($"__proto__{Mark}", "weekly")])
        select (IEnumerable<(string, string)>)[.. answers.Select(answer => (answer.Key, answer.Value)), .. others] is var all
            ? all.ToArray()
            : [];

    private static string Text(string text, bool isEscaped) =>
        isEscaped ? $"\"{string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"))}\"" : JsonSerializer.Serialize(text);

    private static string Json(string id, (string Item, string Option)[] answers, bool contribute, bool isDecorated)
    {
        var response = FhirReading.Response(id, answers).Contribute(contribute);
        if (!isDecorated) return response.ToJsonString();
        response["id"] = "a-1.b";
        response["language"] = "de-AT";
        response["meta"] = JsonNode.Parse($$"""{"source":"urn:{{Mark}}","tag":[{"code":"{{Mark}}","display":"{{Mark}}"}]}""");
        var extension = $$"""{"url":"https://{{Mark}}.example","valueString":"{{Mark}} \uffff"}""";
        response["extension"]!.AsArray().Add(JsonNode.Parse(extension));
        foreach (var item in response.Items())
        {
            item["text"] = Mark;
            item["answer"]![0]!["valueCoding"]!["display"] = $"{Mark} <script>";
            item["answer"]![0]!["valueCoding"]!["version"] = Mark;
        }

        return response.ToJsonString();
    }

    private static string Xml(string id, (string Item, string Option)[] answers, bool contribute, bool isDecorated)
    {
        var (text, display) = isDecorated ? ($"<text value=\"{Mark}\"/>", $"<display value=\"{Mark} &lt;\"/>") : ("", "");
        var items = answers.Select(answer => $"<item><linkId value=\"{answer.Item}\"/>{text}"
            + $"<answer><valueCoding><code value=\"{answer.Option}\"/>{display}</valueCoding></answer></item>");
        return $"""
            <?xml version="1.0"?><!-- {Mark} --><QuestionnaireResponse xmlns="http://hl7.org/fhir">
            <extension url="https://ketamine-screening.example/fhir/StructureDefinition/contribute">
            <valueBoolean value="{(contribute ? "true" : "false")}"/></extension>
            <questionnaire value="{FhirReading.CurrentCanonical(id)}"/><status value="completed"/>{string.Concat(items)}
            </QuestionnaireResponse>
            """;
    }
}
