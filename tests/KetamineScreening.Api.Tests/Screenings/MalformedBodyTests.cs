using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace KetamineScreening.Api.Tests.Screenings;

public sealed class MalformedBodyTests(SharedService service)
{
    private const string Valid = """{"answers":{"last-used":"never"},"contribute":false}""";

    public static IReadOnlyList<TheoryDataRow<byte[]>> Malformed =>
    [
        Row("an empty body", []),
        Row("whitespace only", " \r\n\t "u8.ToArray()),
        Row("truncated in an object", """{"answers":{"last-used":"never"},"contribute":false"""u8.ToArray()),
        Row("truncated in a string", """{"answers":{"last-used":"nev"""u8.ToArray()),
        Row("truncated in a name", """{"answ"""u8.ToArray()),
        Row("truncated in a literal", """{"answers":{"last-used":"never"},"contribute":fal"""u8.ToArray()),
        Row("a comma before the end of the object", """{"answers":{"last-used":"never"},"contribute":false,}"""u8.ToArray()),
        Row("a comma before the end of the answers", """{"answers":{"last-used":"never",},"contribute":false}"""u8.ToArray()),
        Row("a block comment", """{"answers":{"last-used":"never"},/* x */"contribute":false}"""u8.ToArray()),
        Row("a line comment", "{\"answers\":{\"last-used\":\"never\"},\"contribute\":false} // x"u8.ToArray()),
        Row("single quotes", "{'answers':{'last-used':'never'},'contribute':false}"u8.ToArray()),
        Row("names without quotes", """{answers:{"last-used":"never"},contribute:false}"""u8.ToArray()),
        Row("NaN", """{"answers":{"last-used":NaN},"contribute":false}"""u8.ToArray()),
        Row("infinity", """{"answers":{"last-used":-Infinity},"contribute":false}"""u8.ToArray()),
        Row("a leading zero", """{"answers":{"last-used":01},"contribute":false}"""u8.ToArray()),
        Row("a capital in a literal", """{"answers":{"last-used":"never"},"contribute":False}"""u8.ToArray()),
        Row("two byte order marks", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Utf8(Valid)]),
        Row("UTF-16", Encoding.Unicode.GetBytes(Valid)),
        Row("UTF-16 with a byte order mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Valid)]),
        Row("invalid UTF-8 in a value", [.. "{\"answers\":{\"last-used\":\""u8, 0xC3, 0x28, .. "\"},\"contribute\":false}"u8]),
        Row("invalid UTF-8 in a name", [.. "{\"answers\":{\""u8, 0xFF, .. "\":\"never\"},\"contribute\":false}"u8]),
        Row("an overlong NUL", [.. "{\"answers\":{\""u8, 0xC0, 0x80, .. "\":\"never\"},\"contribute\":false}"u8]),
        Row("a surrogate in UTF-8", [.. "{\"answers\":{\""u8, 0xED, 0xA0, 0x80, .. "\":\"never\"},\"contribute\":false}"u8]),
        Row("a lone surrogate in the name of an answer", """{"answers":{"\ud800":"never"},"contribute":false}"""u8.ToArray()),
        Row("a lone surrogate in an answer", """{"answers":{"last-used":"\ud800"},"contribute":false}"""u8.ToArray()),
        Row("a lone low surrogate in an answer", """{"answers":{"last-used":"\udc00x"},"contribute":false}"""u8.ToArray()),
        Row("a lone surrogate in the name of a member", """{"\ud800":1,"answers":{"last-used":"never"},"contribute":false}"""u8.ToArray()),
        Row("a lone surrogate in the version", """{"version":"\ud800","answers":{"last-used":"never"},"contribute":false}"""u8.ToArray()),
        Row("an unknown escape", """{"answers":{"last-used":"\x41"},"contribute":false}"""u8.ToArray()),
        Row("a line break in a string", "{\"answers\":{\"last-used\":\"nev\ner\"},\"contribute\":false}"u8.ToArray()),
        Row("two objects", Utf8(Valid + Valid)),
        Row("two objects on two lines", Utf8(Valid + "\n" + Valid)),
        Row("trailing text", Utf8(Valid + " x")),
        Row("a trailing comma", Utf8(Valid + ",")),
        Row("a trailing NUL", Utf8(Valid + "\0")),
        Row("a form", "answers=never&contribute=false"u8.ToArray()),
        Row("XML", "<answers/>"u8.ToArray()),
        Row("an array and trailing text", "[] x"u8.ToArray()),
        Row("nesting in an answer", Utf8($$"""{"answers":{"last-used":{{Nested(8000)}}},"contribute":false}""")),
        Row("nesting in the version", Utf8($$"""{"version":{{Nested(100, "1")}},"answers":{"last-used":"never"},"contribute":false}""")),
        Row("nesting in an unknown member", Utf8($$"""{"x":{{Nested(100, "1")}},"answers":{"last-used":"never"},"contribute":false}""")),
        Row("nesting in place of the body", Utf8(Nested(8000))),
        Row("nesting without closing brackets", Utf8(new string('[', 10_000))),
    ];

    [Theory, MemberData(nameof(Malformed))]
    public async Task A_body_that_is_not_well_formed_JSON_gets_one_error_for_the_whole_body(byte[] body)
    {
        using var response = await service.Post(Some.SelfCheck, "", request => request.Content = Json(body));

        Assert.Equal(["malformed-json "], (await response.Problem(400, "invalid-request")).Errors());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    [InlineData("\"answers\"")]
    [InlineData("0")]
    [InlineData("-1.5e3")]
    [InlineData("true")]
    [InlineData("null")]
    public async Task A_body_of_another_type_gets_one_error_for_the_whole_body(string body)
    {
        using var response = await service.Post(Some.SelfCheck, body);

        Assert.Equal(["wrong-type "], (await response.Problem(400, "invalid-request")).Errors());
    }

    [Theory]
    [InlineData("""{}""", "missing-member /answers", "missing-member /contribute")]
    [InlineData("""{"contribute":false}""", "missing-member /answers")]
    [InlineData("""{"answers":{"last-used":"never"}}""", "missing-member /contribute")]
    [InlineData("""{"Answers":{"last-used":"never"},"contribute":false}""", "missing-member /answers", "unknown-member /Answers")]
    [InlineData("""{"version":null,"answers":null,"contribute":null}""", "missing-member /answers", "missing-member /contribute")]
    [InlineData(
        """{"version":null,"answers":{"last-used":null,"last-used":"never"},"contribute":false}""",
        "duplicate-member /answers/last-used",
        "required /answers/last-used")]
    [InlineData("""{"version":null,"version":"2.0.0","answers":{"last-used":"never"},"contribute":false}""", "duplicate-member /version")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"CONTRIBUTE":true}""", "unknown-member /CONTRIBUTE")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"a/b~c":{"d":[1]}}""", "unknown-member /a~1b~0c")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"":null}""", "unknown-member /")]
    [InlineData(
        """{"answers":{"last-used":"never"},"contribute":false,"$schema":"x","name":"y"}""",
        "unknown-member /$schema",
        "unknown-member /name")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"contribute":false}""", "duplicate-member /contribute")]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false,"\u0063ontribute":true}""", "duplicate-member /contribute")]
    [InlineData("""{"answers":{"last-used":"never"},"answers":{"last-used":"never"},"contribute":false}""", "duplicate-member /answers")]
    [InlineData(
        """{"version":"2.0.0","version":"2.0.0","answers":{"last-used":"never"},"contribute":false}""",
        "duplicate-member /version")]
    [InlineData("""{"answers":{"last-used":"never","last-used":"never"},"contribute":false}""", "duplicate-member /answers/last-used")]
    [InlineData("""{"answers":{"last-used":"never","last\u002dused":"never"},"contribute":false}""", "duplicate-member /answers/last-used")]
    [InlineData("""{"answers":{"last-used":"never","last-used":1},"contribute":false}""", "duplicate-member /answers/last-used")]
    [InlineData("""{"version":1,"answers":[],"contribute":0}""", "wrong-type /answers", "wrong-type /contribute", "wrong-type /version")]
    [InlineData(
        """{"answers":{"last-used":"never","craving":1,"nausea":[],"heart":{}},"contribute":false}""",
        "wrong-type /answers/craving",
        "wrong-type /answers/heart",
        "wrong-type /answers/nausea")]
    public async Task Every_member_that_is_unknown_missing_duplicate_or_of_a_wrong_type_is_listed(string body, params string[] errors)
    {
        using var response = await service.Post(Some.SelfCheck, body);

        Assert.Equal(errors, (await response.Problem(400, "invalid-request")).Errors());
    }

    public static MatrixTheoryData<string, string> WrongTypes => new(
        ["/version", "/contribute", "/answers", "/answers/last-used"],
        ["0", "1.0", "[]", "[\"never\"]", "[[{}]]", "true", "\"x\"", "{}", """{"a":{"b":[null]}}"""]);

    [Theory, MemberData(nameof(WrongTypes))]
    public async Task A_value_is_reported_with_its_pointer_if_and_only_if_its_type_is_wrong(string place, string value)
    {
        var hasRightType =
            (place, value[0]) is ("/version", '"') or ("/contribute", 't') or ("/answers", '{') or ("/answers/last-used", '"');
        string At(string member, string otherwise) => place == member ? value : otherwise;
        var answers = At("/answers", $$"""{"last-used":{{At("/answers/last-used", "\"never\"")}}}""");
        var (version, contribute) = (At("/version", "\"2.0.0\""), At("/contribute", "false"));
        var body = $$"""{"version":{{version}},"contribute":{{contribute}},"answers":{{answers}}}""";
        using var response = await service.Post(Some.SelfCheck, body);

        var isReported = response.StatusCode == HttpStatusCode.BadRequest
            && (await response.Text()).Contains($"\"pointer\":\"{place}\"", StringComparison.Ordinal);
        Assert.Equal(!hasRightType, isReported);
    }

    private static TheoryDataRow<byte[]> Row(string label, byte[] body) => new(body) { Label = label };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Nested(int depth, string value = "") => new string('[', depth) + value + new string(']', depth);

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
