using System.Text.Json;
using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>On a small phone, a result shows whom to call at once when it has urgent advice, and soon otherwise.</summary>
public sealed class FirstNumberTests(SharedService service, Chromium chromium)
{
    private const int Height = 740;

    // Shows the numbers of each country and measures. The bar above the view has a number too, and does not count. The words are those that
    // can be seen.
    private const string Measure = """
        async (widget, countries) => {
          const main = widget.querySelector('.main');
          const shown = () => main.querySelector('.country .shown').textContent;
          const isShown = (link) => link.checkVisibility({ checkVisibilityCSS: true }) && link.getBoundingClientRect().height > 0;
          const first = (selector) => [...main.querySelectorAll(selector)].find(isShown)?.getBoundingClientRect().bottom ?? 1e6;
          const choose = async (country) => {
            const list = main.querySelector('.country select');
            if (list.value === country) return;
            const before = shown();
            list.value = country;
            list.dispatchEvent(new Event('change', { bubbles: true }));
            for (let frames = 0; shown() === before; frames++) {
              if (frames > 1000) throw new Error(`The numbers of ${country} are not shown.`);
              await new Promise(requestAnimationFrame);
            }
          };
          const measured = [];
          for (const country of countries) {
            await choose(country);
            const words = main.innerText.split(/\s+/).filter((word) => /\w/.test(word)).length;
            const [number, link] = [first("a[href^='tel:']"), first("a[href^='tel:'], a[href^='https:']")];
            measured.push([number, link, main.offsetHeight, words].map(Math.round));
          }
          return measured;
        }
        """;

    // Begins again with a saved state, as after a reload.
    private const string Restart = """
        (widget, state) => {
          sessionStorage.setItem('ketamine-screening', JSON.stringify({ ...JSON.parse(state), savedAt: Date.now() }));
          widget.replaceWith(widget.cloneNode(false));
        }
        """;

    // A country with a line for medical advice, one with helplines alone, and no country.
    private static readonly string[] Countries = ["GB", "US", ""];

    [Theory]
    [InlineData(Some.SelfCheck)]
    [InlineData(Some.QuickCheck)]
    [InlineData(Some.ConcernCheck)]
    public async Task With_the_most_and_the_least_advice_a_result_has_a_number_to_call_on_the_first_screens(string questionnaire)
    {
        var vectors = ExtremeResults(questionnaire).ToList();
        await using var visitor = await Phone("Europe/London");
        var tooLow = new List<string>();
        foreach (var vector in vectors)
        {
            var result = await Show(visitor, questionnaire, vector["answers"]!.AsObject());
            var isUrgent = result["actions"]!.AsArray().Any(action => (string)action!["urgency"]! is "now" or "urgent");
            foreach (var (country, measured) in Countries.Zip(await MeasureFor(visitor, Countries)))
            {
                // Without a country there are emergency numbers alone: a result without urgent advice names a website.
                var place = isUrgent || country.Length > 0 ? measured[0] : measured[1];
                if (place > (isUrgent ? Height : Height * 3 / 2)) tooLow.Add($"{vector["name"]} {country}: {isUrgent} {place}");
            }
        }

        Assert.True(vectors.Count > 5, $"{vectors.Count} results");
        Offenders.None(tooLow);
    }

    /// <remarks>The output of the test has a table of the results of six people.</remarks>
    [Fact]
    public async Task Six_people_see_what_to_do_in_a_few_screens()
    {
        await using var visitor = await Phone("Europe/London");
        var table = new List<string> { "| person | screens | words | first number at |", "| --- | --- | --- | --- |" };
        foreach (var (person, questionnaire, answers) in People())
        {
            var result = await Show(visitor, questionnaire, Json(answers));
            var measured = (await MeasureFor(visitor, "GB")).Single();
            var screens = measured[2] / (double)Height;
            table.Add(FormattableString.Invariant($"| {person} | {screens:F1} | {measured[3]} | {measured[0]} px |"));
            var isUrgent = result["actions"]!.AsArray().Any(action => (string)action!["urgency"]! == "urgent");
            Assert.InRange(measured[0], 1, isUrgent ? Height : Height * 3 / 2);
            Assert.InRange(measured[3], 50, 450);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join('\n', table));
    }

    private static IEnumerable<(string Person, string Questionnaire, Dictionary<string, string> Answers)> People()
    {
        string[] signs =
        [
            "more-than-planned", "preoccupation", "craving", "hard-to-stop", "despite-harm", "emotional-reliance", "withdrawal",
            "neglected-responsibilities", "risky-situations", "memory", "cramps", "bladder",
        ];
        yield return ("student: cramps, bladder weekly, mixing", Some.SelfCheck, Some.Answers(
            ("frequency", "weekly"), ("route", "snorted"), ("bladder", "weekly"), ("cramps", "weekly"), ("mixing-depressants", "yes"),
            ("mixing-alcohol", "yes"), ("urine-blood-or-blocked", "recent")));
        yield return ("supervised, expected effects", Some.SelfCheck, new()
        {
            ["last-used"] = "within-12-months",
            ["setting"] = "supervised-only",
            ["treatment-alone"] = "no",
            ["memory"] = "less-than-monthly",
            ["detached"] = "less-than-monthly",
            ["treatment-after-effects"] = "less-than-monthly",
        });
        yield return ("past use", Some.SelfCheck, new() { ["last-used"] = "over-12-months-ago", ["bladder"] = "monthly" });
        yield return ("never used, considering treatment", Some.SelfCheck, new()
        {
            ["last-used"] = "never",
            ["high-blood-pressure"] = "yes",
            ["considering-treatment"] = "yes",
        });
        yield return ("daily use, five urgent reasons", Some.SelfCheck, Some.Answers(
        [
            ("frequency", "daily"), ("high-dose", "weekly"), ("route", "injected"), ("unreal-perceptions", "weekly"), ("heart", "weekly"),
            ("loss-of-awareness", "weekly"), ("urine-blood-or-blocked", "recent"), ("yellow-skin-or-dark-urine", "recent"),
            ("mixing-depressants", "yes"), ("mixing-alcohol", "yes"), ("high-blood-pressure", "yes"), ("pregnancy", "yes"),
            .. signs.Select(sign => (sign, "weekly")),
        ]));
        yield return ("mother of a 16-year-old", Some.ConcernCheck, new()
        {
            ["under-18"] = "yes",
            ["using-more"] = "weekly",
            ["bladder"] = "weekly",
            ["unresponsive"] = "monthly",
            ["risky-situations"] = "monthly",
        });
    }

    // Number of actions and flags, which stand above the numbers.
    private static int Advice(JsonNode expected) => expected["actions"]!.AsArray().Sum(action => 1 + action!["flags"]!.AsArray().Count);

    // For each band of each audience, the test vectors with the most advice and with the least.
    private static IEnumerable<JsonNode> ExtremeResults(string questionnaire)
    {
        var file = Repository.PathOf($"src/KetamineScreening.Api/Content/questionnaires/{questionnaire}/{Some.Version}/test-vectors.json");
        return JsonNode.Parse(File.ReadAllText(file))!["vectors"]!.AsArray().Select(vector => vector!)
            .GroupBy(vector => $"{vector["expected"]!["audience"]} {vector["expected"]!["band"]}")
            .SelectMany(alike => new[]
            {
                alike.MaxBy(vector => Advice(vector["expected"]!))!, alike.MinBy(vector => Advice(vector["expected"]!))!,
            })
            .Distinct();
    }

    private async Task<Visitor> Phone(string zone)
    {
        var visitor = await Visitor.Arrive(chromium, service, options: new()
        {
            ViewportSize = new() { Width = 360, Height = Height },
            TimezoneId = zone,
            ReducedMotion = ReducedMotion.Reduce,
        });
        // A page that was reloaded shows the saved step without asking.
        await visitor.Page.ReloadAsync();
        return visitor;
    }

    private static Task<int[][]> MeasureFor(Visitor visitor, params string[] countries) =>
        visitor.Widget.Root.EvaluateAsync<int[][]>(Measure, countries);

    private static JsonObject Json(Dictionary<string, string> answers) => JsonSerializer.SerializeToNode(answers)!.AsObject();

    // Shows a result as after a reload: walks through hundreds of questionnaires, and real reloads, take too long.
    private async Task<JsonNode> Show(Visitor visitor, string questionnaire, JsonObject answers)
    {
        using var response = await service.Post(questionnaire, Some.Body(Dictionary(answers)));
        var result = await response.Json();
        var state = new JsonObject
        {
            ["questionnaire"] = questionnaire,
            ["version"] = Some.Version,
            ["language"] = "en",
            ["state"] = new JsonObject { ["chosen"] = answers.DeepClone(), ["layout"] = "sections", ["contribute"] = false },
            ["result"] = result.DeepClone(),
            ["isSaving"] = false,
            ["trail"] = new JsonObject { ["steps"] = new JsonArray(new JsonObject { ["view"] = "result" }), ["first"] = 0, ["at"] = 0 },
        };
        await visitor.Widget.Root.EvaluateAsync(Restart, state.ToJsonString());
        var heading = Texts.Of("result.heading").Replace("{band}", (string)result["band"]!["label"]!, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(heading, new() { IgnoreCase = true });
        var titles = result["actions"]!.AsArray().Select(action => (string)action!["title"]!);
        Assert.Equal(titles, await visitor.Widget.Root.Locator("[data-part~=advice] h3").AllTextContentsAsync());
        await Assertions.Expect(visitor.Widget.Root.Locator("[data-part=talk] details.country")).ToHaveCountAsync(1);
        return result;
    }

    private static Dictionary<string, string> Dictionary(JsonObject answers) =>
        answers.ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
}
