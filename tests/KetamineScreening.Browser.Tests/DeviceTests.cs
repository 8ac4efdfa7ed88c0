using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>No data remains on the device unless the person asks to save the answers.</summary>
public sealed class DeviceTests(SharedService service, Chromium chromium)
{
    // Words of the answers given in these tests.
    private static readonly string[] AnswerWords = ["bladder", "weekly", "preoccupation", "monthly", "within", "unsupervised"];

    [Fact]
    public async Task The_widget_stores_no_data_contacts_no_other_host_and_puts_no_answer_in_a_URL()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(Some.QuickCheck, contribute: true);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly")));

        Assert.Empty(await visitor.StoredData());
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
    public async Task Answers_are_saved_only_on_request_and_until_the_result()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerUntil("preoccupation", Some.Answers());
        Assert.Empty(await visitor.StoredData());

        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        await widget.Option("preoccupation", "monthly").ClickAsync();
        Assert.Single(await visitor.StoredData());
        await visitor.Page.ReloadAsync();
        await widget.Button("resume.continue").ClickAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=preoccupation][value=monthly]")).ToBeCheckedAsync();
        await widget.Answer(new Dictionary<string, string>());

        Assert.Equal(Some.Answers(("preoccupation", "monthly")), visitor.SentAnswers);
        Assert.Empty(await visitor.StoredData());
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
        await widget.AnswerSection(Some.Answers());
        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        Assert.Single(await visitor.StoredData());

        switch (action)
        {
            case "uncheck":
                await widget.Root.GetByLabel(Texts.Of("section.keep")).UncheckAsync();
                break;
            case "delete":
                await visitor.Page.ReloadAsync();
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
        Assert.Empty(await visitor.StoredData());
        await Assertions.Expect(widget.Button("resume.continue")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_back_button_does_not_return_to_the_widget_after_leaving_quickly()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.QuickCheck);

        await visitor.Widget.Button("leave.button").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        await visitor.Page.GoBackAsync();

        Assert.Equal("about:blank", visitor.Page.Url);
    }
}
