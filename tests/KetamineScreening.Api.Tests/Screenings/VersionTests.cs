namespace KetamineScreening.Api.Tests.Screenings;

public sealed class VersionTests(SharedService service)
{
    [Theory]
    [InlineData("""{"answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"version":"CURRENT","answers":{"last-used":"never"},"contribute":false}""")]
    [InlineData("""{"contribute":false,"answers":{"last-used":"never"},"version":"CURRENT"}""")]
    [InlineData("""{"v\u0065rsion":"CURRENT","answers":{"last-used":"never"},"contribute":false}""")]
    public async Task The_version_is_optional_and_may_be_at_any_position(string body)
    {
        var current = (string?)(await service.Get($"/v1/questionnaires/{Some.SelfCheck}"))["version"];
        using var response = await service.Post(Some.SelfCheck, body.Replace("CURRENT", current, StringComparison.Ordinal));

        Assert.Equal(current, (string?)(await response.Json())["questionnaire"]!["version"]);
    }

    [Fact]
    public async Task A_version_written_with_escapes_is_the_same_version()
    {
        using var response = await service.Post(
            Some.SelfCheck, """{"version":"2.0.\u0030","answers":{"last-used":"never"},"contribute":false}""");

        Assert.Equal("2.0.0", (string?)(await response.Json())["questionnaire"]!["version"]);
    }

    [Theory]
    [InlineData("9.9.9")]
    [InlineData("2.0")]
    [InlineData("2")]
    [InlineData("v2.0.0")]
    [InlineData("02.0.0")]
    [InlineData("2.0.0 ")]
    [InlineData("2.0.0-beta")]
    [InlineData("latest")]
    [InlineData("")]
    [InlineData("../2.0.0")]
    public async Task An_unknown_version_gets_404_before_the_answers_are_checked(string version)
    {
        using var response = await service.Post(Some.SelfCheck, $$"""{"version":"{{version}}","answers":{"x":"y"},"contribute":false}""");

        Assert.Null((await response.Problem(404, "unknown-version"))["errors"]);
    }

    [Theory]
    [InlineData("no-such")]
    [InlineData("KETAMINE-SELF-CHECK")]
    [InlineData("ketamine-self-check%20")]
    [InlineData("%2e%2e%2fketamine-self-check")]
    public async Task An_unknown_questionnaire_gets_404_regardless_of_the_body(string id)
    {
        using var response = await service.Post(id, "{");

        await response.Problem(404, "unknown-questionnaire");
    }
}
