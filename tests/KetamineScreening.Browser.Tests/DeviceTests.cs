using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>No data remains on the device beyond the tab unless the person asks to save the answers.</summary>
public sealed class DeviceTests(SharedService service, Chromium chromium)
{
    private const string OfTheTab = "tab ketamine-screening";
    private const string OfTheDevice = "ketamine-screening";

    // Words of the answers given in these tests.
    private static readonly string[] AnswerWords = ["bladder", "weekly", "preoccupation", "monthly", "within", "unsupervised"];

    [Fact]
    public async Task The_widget_stores_data_for_the_tab_only_contacts_no_other_host_and_puts_no_answer_in_a_URL()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly")), contribute: true);

        Assert.Equal([OfTheTab], await visitor.StoredData());
        Assert.True(visitor.Addresses.Count() > 10);
        Assert.All(visitor.Addresses, address => Assert.Equal(service.Http.BaseAddress!.Authority, address.Authority));
        Assert.DoesNotContain(visitor.Addresses, address =>
            AnswerWords.Any(word => address.ToString().Contains(word, StringComparison.Ordinal)));
        Assert.Equal(new Uri(service.Http.BaseAddress!, "/").ToString(), visitor.Page.Url);

        // A network observer can see the length of an encrypted request, so it must not depend on the answers.
        Assert.Equal([4096], visitor.SentLengths);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Answers_and_result_are_saved_on_the_device_only_on_request()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Some.Answers());
        Assert.DoesNotContain(OfTheDevice, await visitor.StoredData());

        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        await widget.Option("preoccupation", "monthly").ClickAsync();
        Assert.Contains(OfTheDevice, await visitor.StoredData());
        await OpenInNewTab(visitor);
        await widget.Button("resume.continue").ClickAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=preoccupation][value=monthly]")).ToBeCheckedAsync();
        await widget.Answer(new Dictionary<string, string>());
        Assert.Equal(Some.Answers(("preoccupation", "monthly")), visitor.SentAnswers);

        var band = await widget.Band.TextContentAsync() ?? "";
        await OpenInNewTab(visitor);
        await widget.Button("resume.showResult").ClickAsync();
        await Assertions.Expect(widget.Band).ToHaveTextAsync(band);
        Assert.Single(visitor.Sent);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("uncheck")]
    [InlineData("leave")]
    [InlineData("escape")]
    public async Task Saved_answers_can_be_deleted(string action)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerStep(Some.Answers());
        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        Assert.Contains(OfTheDevice, await visitor.StoredData());

        switch (action)
        {
            case "uncheck":
                await widget.Root.GetByLabel(Texts.Of("section.keep")).UncheckAsync();
                break;
            case "delete":
                await OpenInNewTab(visitor);
                await widget.Button("resume.forget").ClickAsync();
                break;
            case "leave":
                await widget.Button("leave.button").ClickAsync();
                await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
                await visitor.Page.GotoAsync(service.Http.BaseAddress!.ToString());
                break;
            default:
                await visitor.EscapeTwice();
                await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
                await visitor.Page.GotoAsync(service.Http.BaseAddress!.ToString());
                break;
        }

        await Assertions.Expect(widget.Heading).ToBeVisibleAsync();
        Assert.DoesNotContain(OfTheDevice, await visitor.StoredData());
        if (action == "uncheck") return;
        Assert.Empty(await visitor.StoredData());
        await Assertions.Expect(widget.Button("resume.continue")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_tab_saves_nothing_more_once_another_tab_has_deleted_the_answers()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        Assert.Contains(OfTheDevice, await visitor.StoredData());

        var other = await visitor.NewTab();
        await other.GotoAsync(service.Http.BaseAddress!.ToString());
        await new Widget(other.Locator("ketamine-screening")).Button("leave.button").ClickAsync();
        await Assertions.Expect(other).ToHaveURLAsync(Visitor.Elsewhere);
        await widget.Option("last-used", "within-12-months").ClickAsync();

        Assert.Equal([OfTheTab], await visitor.StoredData());
    }

    // A new tab has no storage of its own yet.
    private static async Task OpenInNewTab(Visitor visitor)
    {
        await visitor.Page.EvaluateAsync("sessionStorage.clear(); document.querySelector('ketamine-screening').remove()");
        await visitor.Page.ReloadAsync();
        Assert.DoesNotContain(OfTheTab, await visitor.StoredData());
    }
}
