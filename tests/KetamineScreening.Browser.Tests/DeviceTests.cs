using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>What is left on the device: nothing, unless the person asks for it.</summary>
public sealed class DeviceTests(SharedService service, Chromium chromium)
{
    // Of the answers that are given here.
    private static readonly string[] Words = ["bladder", "weekly", "preoccupation", "monthly", "within", "unsupervised"];

    [Fact]
    public async Task Nothing_is_kept_no_cookie_is_set_nobody_else_is_asked_and_no_answer_is_in_an_address()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);

        await visitor.Widget.Begin(Some.QuickCheck, contribute: true);
        await visitor.Widget.Answer(Some.Answers(("bladder", "weekly"), ("preoccupation", "monthly")));

        Assert.Empty(await visitor.Kept());
        Assert.True(visitor.Addresses.Count() > 10);
        Assert.All(visitor.Addresses, address => Assert.Equal(service.Http.BaseAddress!.Authority, address.Authority));
        Assert.DoesNotContain(visitor.Addresses, address => Words.Any(word => address.ToString().Contains(word, StringComparison.Ordinal)));
        Assert.Equal(new Uri(service.Http.BaseAddress!, "/").ToString(), visitor.Page.Url);

        // From an encrypted request its length is all that somebody on the line can see.
        Assert.Equal([4096], visitor.SentLengths);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Answers_are_kept_only_if_asked_for_and_until_the_result()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerSection(Some.Answers());
        Assert.Empty(await visitor.Kept());

        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        await widget.Option("preoccupation", "monthly").ClickAsync();
        Assert.Single(await visitor.Kept());
        await visitor.Page.ReloadAsync();
        await widget.Button("resume.continue").ClickAsync();
        await Assertions.Expect(widget.Root.Locator("input[name=preoccupation][value=monthly]")).ToBeCheckedAsync();
        await widget.Answer(new Dictionary<string, string>());

        Assert.Equal(Some.Answers(("preoccupation", "monthly")), visitor.SentAnswers);
        Assert.Empty(await visitor.Kept());
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("uncheck")]
    [InlineData("leave")]
    [InlineData("escape")]
    public async Task Answers_that_were_kept_can_be_taken_away(string how)
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var widget = visitor.Widget;
        await widget.Begin(Some.QuickCheck);
        await widget.AnswerSection(Some.Answers());
        await widget.Root.GetByLabel(Texts.Of("section.keep")).CheckAsync();
        Assert.Single(await visitor.Kept());

        switch (how)
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
        Assert.Empty(await visitor.Kept());
        await Assertions.Expect(widget.Button("resume.continue")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Whoever_left_quickly_does_not_come_back_by_the_back_button()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.QuickCheck);

        await visitor.Widget.Button("leave.button").ClickAsync();
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(Visitor.Elsewhere);
        await visitor.Page.GoBackAsync();

        Assert.Equal("about:blank", visitor.Page.Url);
    }
}
