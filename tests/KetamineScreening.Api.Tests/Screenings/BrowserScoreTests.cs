namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>The score that the widget computes when the service is not reachable.</summary>
public sealed class BrowserScoreTests(SharedService service)
{
    [Fact]
    public async Task The_widget_computes_the_same_result_as_the_service_for_random_answers_and_every_vector()
    {
        Requirement.Needs(Tool.IsInstalled("node"), "Node is missing.");

        string[] arguments = ["browser-score.mjs", $"{service.Http.BaseAddress}", "2000"];
        var (exitCode, output) = await Tool.Run("node", arguments, Repository.PathOf("tests/contract"));

        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.True(exitCode == 0, output);
    }
}
