namespace KetamineScreening.Api.Tests.Screenings;

public sealed class ScoreScreeningTests(SharedService service)
{
    [Fact]
    public async Task One_weekly_sign_reaches_a_high_band_and_the_result_says_why()
    {
        var result = await service.Screen(Some.SelfCheck, Some.Answers(("hard-to-stop", "weekly")));

        Assert.Equal("high", (string)result["band"]!["code"]!);
        Assert.Equal(6, (int)result["score"]!["value"]!);
        Assert.Equal(["hard-to-stop-weekly"], result["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!));
    }
}
