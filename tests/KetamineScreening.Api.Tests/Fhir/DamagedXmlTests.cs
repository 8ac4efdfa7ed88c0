using System.Text;

namespace KetamineScreening.Api.Tests.Fhir;

/// <summary>A response in XML that was damaged anywhere is scored or refused, and never a failure of the service.</summary>
public sealed class DamagedXmlTests(SharedService service)
{
    private const string Response = """
        <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="in"/><resource><QuestionnaireResponse><id value="x"/>
        <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">a<b>b</b></div></text>
        <extension url="https://example.org/a"><valueDecimal value="1.50"/></extension><status id="s" value="completed"/>
        <item><linkId value="last-used"/><answer><valueCoding><code value="never"/><userSelected value="true"/></valueCoding></answer>
        </item>
        </QuestionnaireResponse></resource></parameter></Parameters>
        """;

    private static readonly string[] Pieces =
    [
        "", "<", ">", "/", "\"", "&amp;", "&x;", "<a>", "<item/>", "<!-- -->", "<![CDATA[x]]>", " xmlns=\"\"", "\u0000", "\uFFFF", "\uFEFF",
        "é", "<?x?>",
    ];

    [Fact]
    public async Task It_gets_200_400_or_422()
    {
        var random = new Random(15);
        foreach (var xml in Enumerable.Range(0, 300).Select(_ => Damage(random)).Prepend(Response))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/fhir/Questionnaire/{Some.SelfCheck}/$score");
            request.Content = new StringContent(xml, Encoding.UTF8, "application/fhir+xml");
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);

            var expected = xml == Response ? [200] : new[] { 200, 400, 422 };
            Assert.True(expected.Contains((int)response.StatusCode), $"{response.StatusCode} {await response.Text()}\n{xml}");
        }
    }

    private static string Damage(Random random)
    {
        var xml = Response;
        for (var cuts = random.Next(1, 4); cuts > 0; cuts--)
        {
            var place = random.Next(xml.Length);
            xml = xml[..place] + random.GetItems(Pieces, 1)[0] + xml[Math.Min(place + random.Next(20), xml.Length)..];
        }

        return xml;
    }
}
