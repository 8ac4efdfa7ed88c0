using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>The SMART app shows the whole result, and tells the service nothing of the person.</summary>
public sealed class ResultTests(SharedService service, Chromium chromium)
{
    private const string Contribute = "https://ketamine-screening.example/fhir/StructureDefinition/contribute";

    private string Service => service.Http.BaseAddress!.ToString();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_service_receives_the_answers_and_neither_identity_nor_token(bool isCounted)
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish(isCounted);
        await user.SaveButton.ClickAsync();
        await Assertions.Expect(user.Page.Locator("#status")).ToHaveTextAsync("Saved to your health record.");

        var requests = user.Visitor.Requests.Where(request => request.Url.StartsWith(Service, StringComparison.Ordinal)).ToList();
        Assert.Equal(2, requests.Count(request => request.Method is "GET" or "POST"));
        foreach (var request in requests)
        {
            var headers = await request.AllHeadersAsync();
            Assert.DoesNotContain(headers.Keys, name => name is "authorization" or "cookie" or "referer");
            var text = $"{request.Url} {string.Join(' ', headers.Values)} {request.PostData}";
            string[] servers = [user.Record.Origin, user.Record.AuthorizationOrigin];
            foreach (var secret in (string[])[RecordServer.Token, RecordServer.Patient, "launch-77", RecordServer.PatientName, .. servers])
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
        }

        var sent = JsonNode.Parse(requests.Single(request => request.Method == "POST").PostData!)!.AsObject();
        string[] members = [.. isCounted ? ["extension"] : Array.Empty<string>(), "item", "questionnaire", "resourceType", "status"];
        Assert.Equal(members, sent.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(isCounted ? Contribute : null, (string?)sent["extension"]?[0]!["url"]);
        Assert.Equal(isCounted ? true : null, (bool?)sent["extension"]?[0]!["valueBoolean"]);
    }

    [Fact]
    public async Task Every_part_of_the_result_is_shown_and_what_to_do_comes_first()
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish();
        var sent = user.Visitor.Requests
            .Single(request => request.Method == "POST" && request.Url.StartsWith(Service, StringComparison.Ordinal));
        var result = JsonNode.Parse(await (await sent.ResponseAsync())!.TextAsync())!;
        var texts = result["parameter"]!.AsArray()
            .Where(parameter => (string)parameter!["name"]! is not ("contribution" or "validation" or "learn" or "response" or "on-scale"))
            .SelectMany(TextsOf).ToList();
        var shown = await user.Result.InnerTextAsync();

        Assert.True(texts.Count > 20);
        Offenders.None(texts.Where(text => !shown.Contains(text, StringComparison.Ordinal)));
        await Assertions.Expect(user.Result.Locator("h3:visible").First).ToHaveTextAsync("What to do first");
        await Assertions.Expect(user.Result).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_band_that_carries_no_rating_is_shown_without_a_score()
    {
        await using var user = await AppUser.Arrive(chromium, service, isLaunchedByRecord: false);
        await user.Press("Go on without it");
        await user.Answer("last-used", "Never");
        await user.Press("Show my result");

        await Assertions.Expect(user.Result).ToBeVisibleAsync();
        Assert.DoesNotContain("/15", await user.Result.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(user.Record.Authorizations);
    }

    [Fact]
    public async Task A_missing_answer_is_named_and_the_answers_stay()
    {
        await using var user = await AppUser.Arrive(chromium, service, isLaunchedByRecord: false);
        await user.Press("Go on without it");
        await Assertions.Expect(user.Page.Locator("#status")).ToBeEmptyAsync();
        await user.Press("Show my result");

        await Assertions.Expect(user.Alert.Locator("li")).ToContainTextAsync("When did you last take ketamine?");
        await Assertions.Expect(user.Alert).ToBeInViewportAsync();
        await user.Finish();
        await Assertions.Expect(user.Alert).ToBeEmptyAsync();
    }

    // The texts for people in a parameter and its parts; a coding counts with its display, and the codes of an action's flags do not.
    private static IEnumerable<string> TextsOf(JsonNode? parameter) => parameter!["part"] is { } parts
        ? parts.AsArray().SelectMany(TextsOf)
        : new[] { parameter["valueString"], parameter["valueInteger"], parameter["valueCoding"]?["display"] }
            .OfType<JsonNode>()
            .Select(value => value.ToString());
}
