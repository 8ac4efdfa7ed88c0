namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>The score that the widget works out when the service cannot be reached.</summary>
public sealed class BrowserScoreTests(SharedService service)
{
    [Fact]
    public async Task The_browser_gives_the_same_result_as_the_service_for_thousands_of_answers_and_every_vector()
    {
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");

        var (exitCode, output) = await Tool.Run("node", ["browser-score.mjs", $"{service.Http.BaseAddress}", "2000"], Repository.PathOf("tests/contract"));

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }
}
