using System.Text.Json.Nodes;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>The SMART app saves only what the person wants to save, and says whether it was saved.</summary>
public sealed class SaveTests(SharedService service, Chromium chromium)
{
    private const string Time = @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$";

    [Fact]
    public async Task The_response_with_the_result_is_saved_with_the_patient_and_the_time()
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish(isCounted: true);
        await user.SaveButton.ClickAsync();
        await Assertions.Expect(user.Page.Locator("#status")).ToHaveTextAsync("Saved to your health record.");

        var saved = Assert.Single(user.Record.Saved);
        Assert.Equal("QuestionnaireResponse", (string?)saved["resourceType"]);
        Assert.Equal("completed", (string?)saved["status"]);
        Assert.Equal($"Patient/{RecordServer.Patient}", (string?)saved["subject"]!["reference"]);
        Assert.Matches(Time, (string?)saved["authored"]);
        Assert.EndsWith($"/{Some.QuickCheck}|{await service.Version(Some.QuickCheck)}", (string?)saved["questionnaire"]);
        // Whether a person agreed to be counted does not belong in the record.
        Assert.Null(saved["extension"]);
        Assert.Equal(["last-used", "setting", "bladder", "form.total", "form.band"], LinkIds(saved));
        await Assertions.Expect(user.SaveButton).ToBeHiddenAsync();
        Assert.Empty(user.Visitor.Complaints);
    }

    [Fact]
    public async Task Nothing_is_saved_if_the_person_does_not_save()
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish();
        await Assertions.Expect(user.SaveButton).ToBeVisibleAsync();
        await user.Page.ReloadAsync();
        await Assertions.Expect(user.Page.Locator("#start")).ToBeVisibleAsync();

        Assert.Empty(user.Record.Saved);
        Assert.DoesNotContain(
            user.Visitor.Requests,
            request => request.Method == "POST" && request.Url.StartsWith(user.Record.Base, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, "Your access to the health record has ended. Nothing was saved.")]
    [InlineData(403, "Your health record does not allow this app to save. Nothing was saved.")]
    [InlineData(422, "Your health record did not accept it. Nothing was saved. It said:")]
    [InlineData(503, "Your health record has a fault at the moment.")]
    public async Task A_record_that_does_not_save_is_explained_in_plain_words(int status, string message)
    {
        await using var user = await AppUser.Arrive(chromium, service, prepare: record => record.CreateStatus = status);
        await user.Finish();
        await user.SaveButton.ClickAsync();

        await Assertions.Expect(user.Alert).ToContainTextAsync(message);
        await Assertions.Expect(user.Alert).ToBeInViewportAsync();
        if (status == 422) await Assertions.Expect(user.Alert.Locator("li")).ToHaveTextAsync("This form is not taken here.");
        await Assertions.Expect(user.SaveButton).ToBeEnabledAsync();
        await Assertions.Expect(user.Result).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_connection_that_breaks_while_saving_is_not_called_saved_or_unsaved()
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish();
        await Assertions.Expect(user.SaveButton).ToBeVisibleAsync();
        await user.Visitor.LoseNetwork();
        await user.SaveButton.ClickAsync();

        await Assertions.Expect(user.Alert).ToContainTextAsync("Your answers may have been saved or not");
    }

    private static IEnumerable<string> LinkIds(JsonNode response) => response["item"]!.AsArray()
        .SelectMany(group => group!["item"]!.AsArray())
        .Select(item => (string)item!["linkId"]!);
}
