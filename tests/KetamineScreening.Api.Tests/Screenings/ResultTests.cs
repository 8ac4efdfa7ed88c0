using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests.Aggregates;

namespace KetamineScreening.Api.Tests.Screenings;

/// <summary>What a person is told to do: actions with the flags that are their reasons, next steps, and links.</summary>
public sealed class ResultTests(SharedService service)
{
    public static TheoryData<string> Ids => [Some.SelfCheck, Some.QuickCheck, Some.ConcernCheck];

    [Fact]
    public async Task Actions_are_ordered_by_urgency_and_then_by_their_first_flag()
    {
        var result = await service.Screen(Some.SelfCheck, Expected.AllAnswers(
            ("route", "injected"), ("pregnancy", "yes"), ("low-or-anxious", "weekly"), ("mixing-depressants", "yes"),
            ("unreal-perceptions", "weekly"), ("setting", "both"), ("bladder", "less-than-monthly")));

        Assert.Equal(
            [
                "doctor-today urgent: unreal-perceptions-urgent, pregnancy, bladder-early",
                "stay-safe urgent: mixing-depressants, injecting",
                "clinician-before-next-dose soon: tell-your-prescriber, supervised-and-unsupervised",
                "talk-to-someone soon: mood",
            ],
            Actions(result));
    }

    [Theory]
    [InlineData("heart weekly", "doctor-this-week soon: heart")]
    [InlineData("heart weekly, urine-blood-or-blocked recent", "doctor-today urgent: urine-blood-or-blocked, heart")]
    [InlineData("bladder less-than-monthly", "doctor-in-coming-weeks routine: bladder-early")]
    [InlineData("bladder less-than-monthly, heart weekly", "doctor-this-week soon: heart, bladder-early")]
    [InlineData("bladder less-than-monthly, unreal-perceptions weekly", "doctor-today urgent: unreal-perceptions-urgent, bladder-early")]
    [InlineData("low-or-anxious weekly, heart weekly", "doctor-this-week soon: heart", "talk-to-someone soon: mood")]
    [InlineData("craving never")]
    public async Task One_visit_to_a_doctor_is_enough(string answers, params string[] actions)
    {
        var result = await service.Screen(Some.SelfCheck, Expected.AllAnswers(Parse(answers)));

        Assert.Equal(actions, Actions(result));
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_flag_has_one_action_that_names_it_and_keeps_its_own_urgency(string id)
    {
        string[] urgencies = ["now", "urgent", "soon", "routine"];
        var questionnaire = await service.Get($"/v1/questionnaires/{id}");
        var own = questionnaire["flags"]!.AsArray().ToDictionary(flag => (string)flag!["code"]!, flag => (string)flag!["urgency"]!);
        var severalFlags = 0;
        foreach (var answers in Expected.Varied(id, 200, new Random(3)))
        {
            var result = await service.Screen(id, answers);
            var flags = result["flags"]!.AsArray().Select(flag => flag!.AsObject()).ToList();
            var actions = result["actions"]!.AsArray().Select(action => action!.AsObject()).ToList();

            Assert.All(flags, flag => Assert.Equal(own[(string)flag["code"]!], (string?)flag["urgency"]));
            Assert.Equal(
                actions.SelectMany(Flags, (action, flag) => (flag, (string)action["code"]!)).Order(),
                flags.Select(flag => ((string)flag["code"]!, (string)flag["action"]!)).Order());
            Assert.All(actions, action => Assert.Equal(Flags(action).Min(Rank), Array.IndexOf(urgencies, (string)action["urgency"]!)));
            Assert.Equal(flags.Select(flag => Rank((string)flag["code"]!)).Order(), flags.Select(flag => Rank((string)flag["code"]!)));
            Assert.All([.. flags, .. actions], entry =>
                Assert.All(["title", "text"], member => Assert.NotEmpty((string)entry[member]!)));
            severalFlags += actions.Exists(action => Flags(action).Count() > 1) ? 1 : 0;
        }

        Assert.True(id == Some.QuickCheck || severalFlags > 10, "Some actions must have several flags for the test to be meaningful.");

        int Rank(string flag) => Array.IndexOf(urgencies, own[flag]);
    }

    [Theory]
    [InlineData("lower", "craving never")]
    [InlineData("increasing", "craving weekly")]
    [InlineData("high", "frequency daily")]
    [InlineData("very-high", "craving weekly, tolerance weekly, withdrawal weekly, preoccupation weekly, frequency daily")]
    public async Task Somebody_in_support_is_first_told_to_show_the_result_there_and_is_offered_no_counselling(string band, string answers)
    {
        var inSupport = await service.Screen(Some.SelfCheck, Expected.AllAnswers([.. Parse(answers), ("in-support", "yes")]));
        var alone = await service.Screen(Some.SelfCheck, Expected.AllAnswers(Parse(answers)));

        Assert.All([inSupport, alone], result => Assert.Equal(band, (string?)result["band"]!["code"]));
        Assert.Equal("current-support", Steps(inSupport)[0]);
        Assert.DoesNotContain("counselling", Steps(inSupport));
        Assert.DoesNotContain("drug-service", Steps(inSupport));
        Assert.DoesNotContain("current-support", Steps(alone));
    }

    [Theory]
    [InlineData("lower", "bladder never")]
    [InlineData("increasing", "bladder monthly")]
    [InlineData("high", "bladder weekly")]
    [InlineData("high", "urine-blood-or-blocked recent, detached weekly, memory weekly")]
    public async Task A_supervised_patient_is_offered_therapy_against_craving_only_with_a_sign(string band, string answers)
    {
        (string, string)[] given = [("setting", "supervised-only"), .. Parse(answers)];
        var without = await service.Screen(Some.SelfCheck, Expected.AllAnswers(given));
        var with = await service.Screen(Some.SelfCheck, Expected.AllAnswers([.. given, ("preoccupation", "weekly")]));

        Assert.Equal((band, 0), ((string?)without["band"]!["code"], (int?)without["signsPresent"]!["count"]));
        Assert.DoesNotContain("cognitive-behavioural-therapy", Steps(without));
        Assert.Equal(1, (int?)with["signsPresent"]!["count"]);
        Assert.Contains("cognitive-behavioural-therapy", Steps(with));
    }

    [Theory]
    [InlineData("not-rated", false, "never-used", "last-used never")]
    [InlineData("not-rated", false, "no-use-in-12-months", "last-used over-12-months-ago")]
    [InlineData("unclear", false, "too-few-answers", "bladder ")]
    [InlineData("lower", true, "score", "bladder never")]
    [InlineData("increasing", true, "sign-weekly", "craving weekly")]
    [InlineData("high", true, "frequency-daily", "frequency daily")]
    public async Task A_band_says_whether_it_is_on_the_scale_and_has_its_reason(string band, bool isOnScale, string reason, string answers)
    {
        var result = await service.Screen(Some.SelfCheck, Expected.AllAnswers(Parse(answers)));

        Assert.Equal((band, isOnScale), ((string?)result["band"]!["code"], (bool?)result["band"]!["onScale"]));
        Assert.Equal(reason, (string?)Assert.Single(result["reasons"]!.AsArray())!["code"]);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task Every_linked_learning_text_can_be_read(string id)
    {
        var links = (await service.Get($"/v1/questionnaires/{id}"))["learn"]!.AsArray().Select(link => (string)link!["id"]!).ToList();

        Assert.NotEmpty(links);
        foreach (var link in links) Assert.Equal(link, (string?)(await service.Get($"/v1/learn/{link}"))["id"]);
    }

    // Pairs of an item and an option, such as "heart weekly, bladder never".
    private static (string Item, string Option)[] Parse(string answers) =>
        [.. answers.Split(", ").Select(answer => answer.Split(' ')).Select(answer => (answer[0], answer[1]))];

    private static IEnumerable<string> Flags(JsonObject action) => action["flags"]!.AsArray().Select(flag => (string)flag!);

    private static IEnumerable<string> Actions(JsonNode result) => result["actions"]!.AsArray().Select(action =>
        $"{action!["code"]} {action["urgency"]}: {string.Join(", ", Flags(action.AsObject()))}");

    private static List<string> Steps(JsonNode result) => [.. result["nextSteps"]!.AsArray().Select(step => (string)step!["kind"]!)];
}
