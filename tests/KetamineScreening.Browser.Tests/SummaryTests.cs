using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The summary for a doctor: what matters most comes first, and it can be taken along in three ways.</summary>
public sealed class SummaryTests(SharedService service, Chromium chromium)
{
    private static readonly Dictionary<string, string> Answers = Some.Answers(
        ("frequency", "weekly"), ("route", "snorted"), ("urine-blood-or-blocked", "recent"), ("mixing-alcohol", "yes"),
        ("bladder", "never"), ("nausea", "never"), ("memory", "monthly"), ("pregnancy", "yes"), ("psychosis", "no"));

    [Fact]
    public async Task It_begins_with_urgent_answers_use_cautions_and_what_cannot_wait()
    {
        await using var visitor = await ToSummary(Answers);
        var first = visitor.Widget.Root.Locator("[data-part=first] > div");

        Assert.Equal(
            ["summary.urgentTitle", "summary.useTitle", "summary.cautionsTitle", "summary.mixingTitle"],
            await Keys(first.Locator("h4")));
        Assert.Equal([Line("urine-blood-or-blocked", "Yes, in the last 2 weeks")], await Lines(0));
        Assert.Contains(Line("frequency", "Once a week or more, but not most days"), await Lines(1));
        Assert.Equal([Line("pregnancy", "Yes")], await Lines(2));
        Assert.Equal([Line("mixing-alcohol", "Yes")], await Lines(3));

        Task<IReadOnlyList<string>> Lines(int block) => first.Nth(block).Locator("li").AllTextContentsAsync();
    }

    [Fact]
    public async Task Answers_that_say_never_take_one_line_for_each_part()
    {
        await using var visitor = await ToSummary(Answers);

        var lines = await visitor.Widget.Root.Locator(".columns li").AllTextContentsAsync();

        Assert.Contains($"Never: {Texts.Of("item.bladder")}; {Texts.Of("item.nausea")}", lines);
        Assert.Contains(Line("memory", "One to three times a month"), lines);
        Assert.Contains(lines, line => line.StartsWith($"No: {Texts.Of("item.psychosis")}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_names_every_action_and_flag_and_leaves_room_for_questions()
    {
        using var response = await service.Post(Some.SelfCheck, Some.Body(Answers));
        var expected = await response.Json();
        await using var visitor = await ToSummary(Answers);
        var sheet = visitor.Widget.Root.Locator("[data-part=sheet]");

        foreach (var entry in expected["actions"]!.AsArray().Concat(expected["flags"]!.AsArray()))
        {
            await Assertions.Expect(sheet).ToContainTextAsync((string)entry!["title"]!);
        }

        await Assertions.Expect(sheet.Locator(".blank")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_can_be_copied_as_text(bool isAllowed)
    {
        await using var visitor = await ToSummary(Answers);
        var write = isAllowed ? "async (text) => { window.copied = text; }" : "async () => { throw new Error('not allowed'); }";
        await visitor.Page.EvaluateAsync($"void (navigator.clipboard.writeText = {write})");

        await visitor.Widget.Button("result.copy").ClickAsync();

        await Assertions.Expect(visitor.Widget.Root.Locator(".main [role=status]"))
            .ToHaveTextAsync(Texts.Of(isAllowed ? "result.copied" : "result.notCopied"));
        if (!isAllowed) return;
        var text = await visitor.Page.EvaluateAsync<string>("copied");
        Assert.Contains(Line("memory", "One to three times a month"), text, StringComparison.Ordinal);
        Assert.StartsWith("Ketamine self-check", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_may_write_to_the_clipboard()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.featurePolicy?.allowsFeature('clipboard-write') ?? true"));
        Assert.False(await visitor.Page.EvaluateAsync<bool>("document.featurePolicy?.allowsFeature('camera') ?? false"));
    }

    private static string Line(string item, string answer) => $"{Texts.Of($"item.{item}")}: {answer}";

    private static async Task<IEnumerable<string>> Keys(ILocator headings)
    {
        string[] keys = ["summary.urgentTitle", "summary.useTitle", "summary.cautionsTitle", "summary.mixingTitle"];
        return (await headings.AllTextContentsAsync()).Select(heading => keys.Single(key => Texts.Of(key) == heading));
    }

    private async Task<Visitor> ToSummary(Dictionary<string, string> answers)
    {
        var visitor = await Visitor.Arrive(chromium, service);
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Widget.Answer(answers);
        await visitor.Widget.ToSummary();
        return visitor;
    }
}
