using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;
using Microsoft.AspNetCore.WebUtilities;

namespace KetamineScreening.Browser.Tests.SmartApp;

/// <summary>The SMART app connects to a health record, or says why it did not and goes on without it.</summary>
public sealed partial class LaunchTests(SharedService service, Chromium chromium)
{
    [Theory]
    [InlineData(true, "launch patient/Patient.r patient/QuestionnaireResponse.c", "permission-v2")]
    [InlineData(false, "launch/patient patient/Patient.r patient/QuestionnaireResponse.c", "permission-v2")]
    [InlineData(false, "launch/patient patient/Patient.read patient/QuestionnaireResponse.write", "permission-v1")]
    public async Task A_launch_asks_for_the_rights_that_saving_needs_and_shows_the_questions(
        bool isLaunchedByRecord, string scope, string permissions)
    {
        await using var user = await AppUser.Arrive(
            chromium, service, isLaunchedByRecord, record => record.Capabilities = [permissions]);
        if (!isLaunchedByRecord) await user.Press("Connect my health record");
        await user.Finish();

        await Assertions.Expect(user.Page.Locator("#name")).ToHaveTextAsync(RecordServer.PatientName);
        var sent = Assert.Single(user.Record.Authorizations);
        Assert.Equal(scope, sent["scope"]);
        Assert.Equal((user.Record.Base, user.App), (sent["aud"], sent["redirect_uri"]));
        Assert.Equal(isLaunchedByRecord ? "launch-77" : null, sent.GetValueOrDefault("launch"));
        Assert.Matches(Random(), sent["state"]);
        Assert.Empty(user.Visitor.Complaints);
    }

    [Fact]
    public async Task State_and_challenge_are_new_for_every_launch()
    {
        await using var user = await AppUser.Arrive(chromium, service, prepare: record => record.AuthorizationError = "access_denied");
        await Assertions.Expect(user.Alert).ToContainTextAsync("You did not give access");
        await user.Press("Connect my health record");
        await Assertions.Expect(user.Alert).ToContainTextAsync("You did not give access");

        Assert.Equal(2, user.Record.Authorizations.Count());
        Assert.Distinct(user.Record.Authorizations.SelectMany(sent => new[] { sent["state"], sent["code_challenge"] }));
    }

    public static TheoryData<string, string> Failures => new()
    {
        { "cancelled", "You did not give access to your health record." },
        { "authorization refused", "Your health record refused access." },
        { "wrong state", "does not belong to a connection that was started here" },
        { "token refused", "Your health record did not complete the connection." },
        { "no PKCE", "Your health record does not support a safe connection to this app." },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task A_launch_that_fails_is_explained_and_the_person_can_go_on_without_the_record(string failure, string message)
    {
        await using var user = await AppUser.Arrive(chromium, service, prepare: record =>
        {
            record.AuthorizationError = failure switch
            {
                "cancelled" => "access_denied",
                "authorization refused" => "server_error",
                _ => null,
            };
            record.ReturnedState = failure == "wrong state" ? "forged" : null;
            record.RefusesToken = failure == "token refused";
            if (failure == "no PKCE") record.ChallengeMethods = ["plain"];
        });
        await Assertions.Expect(user.Alert).ToContainTextAsync(message);
        Assert.Equal(user.App, user.Page.Url);
        Assert.Empty(await user.Visitor.StoredData());

        await user.Press("Go on without it");
        await user.Finish();

        await Assertions.Expect(user.SaveButton).ToBeHiddenAsync();
        Assert.Empty(user.Record.Saved);
    }

    [Fact]
    public async Task A_wrong_state_is_not_exchanged_for_a_token()
    {
        await using var user = await AppUser.Arrive(chromium, service, prepare: record => record.ReturnedState = "forged");
        await Assertions.Expect(user.Alert).ToContainTextAsync("does not belong");

        Assert.DoesNotContain(user.Visitor.Addresses, address => address.AbsolutePath == "/token");
    }

    [Fact]
    public async Task A_record_that_the_app_does_not_know_is_never_contacted()
    {
        await using var stranger = await RecordServer.Start();
        await using var user = await AppUser.Arrive(chromium, service, isLaunchedByRecord: false);
        await user.Page.GotoAsync(QueryHelpers.AddQueryString(user.App, new Dictionary<string, string?>
        {
            ["iss"] = stranger.Base,
            ["launch"] = "launch-77",
        }));

        await Assertions.Expect(user.Alert).ToContainTextAsync("This app does not know the health record");
        Assert.DoesNotContain(user.Visitor.Addresses, address => address.Authority == new Uri(stranger.Base).Authority);
    }

    [Fact]
    public async Task Storage_and_address_keep_nothing_of_the_launch()
    {
        await using var user = await AppUser.Arrive(chromium, service);
        await user.Finish();
        await Assertions.Expect(user.SaveButton).ToBeVisibleAsync();

        Assert.Empty(await user.Visitor.StoredData());
        Assert.Equal(user.App, user.Page.Url);
        Assert.DoesNotContain(user.Visitor.Addresses, address => address.Query.Contains(RecordServer.Token, StringComparison.Ordinal));
    }

    // 256 bits in base64url.
    [GeneratedRegex("^[A-Za-z0-9_-]{43}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Random();
}
