using System.Net.Http.Headers;
using System.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using KetamineScreening.Api.Tests;
using KetamineScreening.Api.Tests.Fhir;
using KetamineScreening.Fhir.Tests.Checks;
using Task = System.Threading.Tasks.Task;

namespace KetamineScreening.Fhir.Tests;

/// <summary>
/// The strict XML parser of the SDK reads the same resources as its JSON parser, and the service reads the XML that the SDK writes.
/// </summary>
public sealed class XmlTests(SharedChecker shared)
{
    private const string Score = $"/fhir/Questionnaire/{Some.SelfCheck}/$score";

    // A request for neither format gets JSON.
    public static TheoryData<Refusal> Refusals => [.. Refusal.All.Where(refusal => refusal.Status != 406)];

    public static TheoryData<string> Ids => [.. SharedChecker.Questionnaires];

    [Theory]
    [InlineData("/fhir/metadata")]
    [InlineData("/fhir/Questionnaire")]
    [InlineData("/fhir/Questionnaire?weights=false&country=GB&_count=2")]
    [InlineData("/fhir/Questionnaire?_summary=true")]
    [InlineData("/fhir/Questionnaire?version=0.0.0")]
    [InlineData("/fhir/CodeSystem")]
    [InlineData("/fhir/ValueSet")]
    [InlineData("/fhir/OperationDefinition")]
    [InlineData("/fhir/StructureDefinition")]
    [InlineData("/fhir/Questionnaire/ketamine-self-check")]
    [InlineData("/fhir/CodeSystem/issue")]
    public async Task A_resource_is_the_same_in_both_formats(string address)
    {
        foreach (var service in new[] { shared.Service, shared.Translated })
        {
            AssertSame(await service.Get(address), await Get(service, address));
        }
    }

    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Refusals))]
    public async Task An_error_is_the_same_in_both_formats(Refusal refusal)
    {
        var xml = refusal.Make();
        xml.Headers.Accept.ParseAdd("application/fhir+xml");

        AssertSame(await shared.Service.Send(refusal.Make(), refusal.Status), await shared.Service.Send(xml, refusal.Status));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task A_response_in_XML_gets_the_result_of_the_same_response_in_JSON(string id)
    {
        var vectors = await shared.Service.GetJson($"/v1/questionnaires/{id}/{Some.Version}/test-vectors");
        foreach (var vector in vectors["vectors"]!.AsArray())
        {
            var answers = vector!["answers"]!.AsObject().Select(answer => (answer.Key, (string)answer.Value!));
            var response = Responses.In(Responses.Of(id, answers));
            foreach (var operation in new[] { "$score", "$process-response" })
            {
                var address = $"/fhir/Questionnaire/{id}/{operation}";
                AssertSame(await shared.Service.Post(address, response), await PostXml(address, response.ToJsonString()));
            }
        }
    }

    [Fact]
    public async Task Elements_of_every_kind_are_read_from_XML()
    {
        const string extensions = """
            "extension": [
              { "url": "https://example.org/a", "extension": [{ "url": "b", "valueInteger": 1 }, { "url": "c", "valueDecimal": 1.50 }] },
              { "url": "https://ketamine-screening.example/fhir/StructureDefinition/contribute", "valueBoolean": false }]
            """;
        var json = $$"""
            { "resourceType": "QuestionnaireResponse", "id": "x", "meta": { "tag": [{ "code": "a" }, { "code": "b" }] },
              "text": { "status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">a<br/>b</div>" }, {{extensions}},
              "questionnaire": "Questionnaire/{{Some.SelfCheck}}", "status": "completed", "_status": { "id": "s" },
              "item": [
                { "linkId": "last-used", "_text": { "extension": [{ "url": "https://example.org/d", "valueCode": "e" }] },
                  "answer": [{ "valueCoding": { "code": "never", "userSelected": true } }] },
                { "linkId": "form.result", "item": [{ "linkId": "form.total", "answer": [{ "valueInteger": 77 }] }] }] }
            """;

        AssertSame(await shared.Service.Post(Score, System.Text.Json.Nodes.JsonNode.Parse(json)!), await PostXml(Score, json));
    }

    private static void AssertSame(string json, string xml)
    {
        var expected = FhirText.Parse(json);
        FhirXmlDeserializer.STRICT.TryDeserializeResource(xml, out var actual, out var faults);

        Assert.Empty(expected.Faults);
        Assert.Empty(faults.Select(fault => fault.Message));
        Assert.True(expected.Resource!.IsExactly(actual!), xml);
    }

    private static Task<string> Get(FhirService service, string address) =>
        service.Send(new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/fhir+xml" } } }, 200);

    // The SDK writes the XML.
    private Task<string> PostXml(string address, string json)
    {
        var xml = new FhirXmlSerializer().SerializeToString(FhirText.Parse(json).Resource!);
        var content = new StringContent(xml, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/fhir+xml"));
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("Accept", "application/fhir+xml");
        return shared.Service.Send(request, 200);
    }
}
