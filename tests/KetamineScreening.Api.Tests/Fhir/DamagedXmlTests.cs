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

    public static TheoryData<string, string, string, int> Changes => new()
    {
        {
            "the place of a schema",
            "<Parameters ",
            "<Parameters xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" ",
            200
        },
        { "another namespace", "xmlns=\"http://hl7.org/fhir\"", "xmlns=\"http://hl7.org/FHIR\"", 400 },
        { "text around a resource", "<resource>", "<resource>canary", 400 },
        { "an attribute around a resource", "<resource>", "<resource a=\"canary\">", 400 },
        { "a narrative of 5,000 levels", "<b>b</b>", Repeated("<p>", 5_000) + Repeated("</p>", 5_000), 400 },
        { "a narrative of 18,000 levels", "<b>b</b>", Repeated("<p>", 18_000) + Repeated("</p>", 18_000), 413 },
    };

    [Theory, MemberData(nameof(Changes))]
    public async Task A_change_has_the_expected_status(string name, string before, string after, int status)
    {
        Assert.Contains(before, Response, StringComparison.Ordinal);
        using var content = new StringContent(
            Response.Replace(before, after, StringComparison.Ordinal), Encoding.UTF8, "application/fhir+xml");
        var address = $"/fhir/Questionnaire/{Some.SelfCheck}/$score";
        using var response = await service.Http.PostAsync(address, content, TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode == status, $"{name}: {await response.Text()}");
        if (status != 200) Assert.DoesNotContain("canary", await response.Text(), StringComparison.Ordinal);
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

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
