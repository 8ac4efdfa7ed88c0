namespace KetamineScreening.Api.Tests.Screenings;

public sealed class IdempotencyKeyTests(SharedService service)
{
    private static readonly string Body = Some.Body();

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    [InlineData("6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a")]
    [InlineData("\"6f1c1e0c-9a55-4d0b-8f5e-2f1d7c1b9d3a\"")]
    [InlineData("  0123456789abcdef  ")]
    public async Task A_key_of_16_to_128_visible_ASCII_characters_is_accepted(string key)
    {
        Assert.StartsWith("HTTP/1.1 200 ", await Post($"Idempotency-Key: {key}"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await Post("Idempotency-Key: " + new string('k', 128)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcde")]
    [InlineData("0123456789 abcdef")]
    [InlineData("0123456789\tabcdef")]
    [InlineData("0123456789abcdef\u0001")]
    [InlineData("0123456789abcdef\u007F")]
    [InlineData("0123456789abcde\u00C3\u00A9")]
    [InlineData("0123456789abcde\u00E9")]
    public async Task Any_other_key_is_rejected_with_the_name_of_the_header(string key)
    {
        var response = await Post($"Idempotency-Key: {key}");

        Assert.StartsWith("HTTP/1.1 400 ", response, StringComparison.Ordinal);
        Assert.Contains("""{"code":"invalid-idempotency-key","message":""", response, StringComparison.Ordinal);
        Assert.Contains("""
            "header":"Idempotency-Key"}
            """, response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_129_characters_is_rejected() =>
        Assert.Contains("\"invalid-idempotency-key\"", await Post("Idempotency-Key: " + new string('k', 129)), StringComparison.Ordinal);

    [Fact]
    public async Task Two_keys_are_rejected() =>
        Assert.Contains(
            "\"invalid-idempotency-key\"",
            await Post("Idempotency-Key: 0123456789abcdef", "Idempotency-Key: 0123456789abcdef"),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_header_that_is_not_UTF_8_does_not_prevent_a_result() =>
        Assert.StartsWith("HTTP/1.1 200 ", await Post("X-From: caf\u00E9"), StringComparison.Ordinal);

    private Task<string> Post(params string[] headers) =>
        RawHttp.Post(service, ["Content-Type: application/json", $"Content-Length: {Body.Length}", .. headers], Body);
}
