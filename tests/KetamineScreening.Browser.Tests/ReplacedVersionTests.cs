using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>A new version replaces the one that a person is answering.</summary>
public sealed class ReplacedVersionTests(SharedService service, Chromium chromium)
{
    private const string Next = "3.0.0";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_widget_says_so_and_begins_again_with_the_current_version(bool carry)
    {
        var answers = Some.Answers(("preoccupation", "monthly"));
        await using var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.QuickCheck);
        using var content = new ContentFolder();
        content.AddVersion(Some.QuickCheck, Next, _ => { });
        content.Retire(Some.QuickCheck, Some.Version);
        await using var updated = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        await visitor.Update(updated);

        await visitor.Widget.AnswerAll(answers);
        await visitor.Widget.Send(contribute: false);

        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("replaced.title"));
        await visitor.Widget.Button(carry ? "replaced.carry" : "replaced.fresh").ClickAsync();
        await visitor.Widget.Begin();
        await visitor.Widget.Answer(Some.Answers());

        Assert.Equal([Some.Version, Next], visitor.Sent.Select(screening => (string)screening["version"]!));
        Assert.Equal(carry ? answers : Some.Answers(), visitor.SentAnswers);
    }
}
