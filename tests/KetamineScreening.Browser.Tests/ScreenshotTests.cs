using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The pictures of README: <c>UPDATE_SCREENSHOTS=true dotnet test tests/KetamineScreening.Browser.Tests --filter ScreenshotTests</c> takes them anew.</summary>
public sealed class ScreenshotTests(SharedService service, Chromium chromium)
{
    private const string Folder = "tests/KetamineScreening.Browser.Tests/Screenshots";

    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "true";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    [Fact]
    public void README_shows_every_picture_there_is_and_no_other()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var shown = readme.Split(Folder + "/").Skip(1).Select(rest => rest.Split('"', ')', ' ')[0]).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(shown);
        Assert.Equal(Directory.EnumerateFiles(Repository.PathOf(Folder), "*.png").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), shown);
    }

    [Fact]
    public async Task The_pictures_can_be_taken()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: new() { ViewportSize = Phone, ReducedMotion = ReducedMotion.Reduce });
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await Take(visitor, "first-step");
        await ToResult(visitor, () => Take(visitor, "questions"));
        await Take(visitor, "result");

        await using var dark = await Visitor.Arrive(chromium, service, options: new() { ViewportSize = Phone, ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await ToResult(dark, () => Task.CompletedTask);
        await Take(dark, "result-dark");
    }

    private static async Task ToResult(Visitor visitor, Func<Task> atQuestions)
    {
        await visitor.Widget.Root.GetByLabel(Texts.Of("country.label")).First.EvaluateAsync("select => { select.value = 'IE'; select.dispatchEvent(new Event('change', { bubbles: true })); }");
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerSection(Some.Answers());
        await visitor.Widget.Option("more-than-planned", "monthly").ClickAsync();
        await visitor.Widget.Heading.EvaluateAsync("heading => scrollTo(0, 0)");
        await atQuestions();
        await visitor.Widget.Answer(new Dictionary<string, string> { ["preoccupation"] = "monthly", ["despite-harm"] = "once-or-twice", ["bladder"] = "once-or-twice" });
    }

    private static async Task Take(Visitor visitor, string name)
    {
        var picture = await visitor.Page.ScreenshotAsync();
        Assert.True(picture.Length > 10_000);
        if (IsUpdate) await File.WriteAllBytesAsync(Repository.PathOf($"{Folder}/{name}.png"), picture, TestContext.Current.CancellationToken);
    }
}
