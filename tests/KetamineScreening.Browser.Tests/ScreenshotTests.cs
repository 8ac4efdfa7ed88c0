using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The screenshots of the README.</summary>
/// <remarks>
/// <c>UPDATE_SCREENSHOTS=true dotnet test tests/KetamineScreening.Browser.Tests --filter ScreenshotTests</c> updates them.
/// </remarks>
public sealed class ScreenshotTests(SharedService service, Chromium chromium)
{
    private const string Folder = "tests/KetamineScreening.Browser.Tests/Screenshots";

    private static readonly bool IsUpdate = Environment.GetEnvironmentVariable("UPDATE_SCREENSHOTS") == "true";

    [Fact]
    public void README_shows_exactly_the_existing_screenshots()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var shown = readme.Split(Folder + "/").Skip(1).Select(rest => rest.Split('"', ')', ' ')[0]).Distinct().ToList();
        var files = Directory.EnumerateFiles(Repository.PathOf(Folder), "*.png").Select(file => Path.GetFileName(file));

        Assert.NotEmpty(shown);
        Assert.Equal(files.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_screenshots_can_be_taken()
    {
        await using var visitor = await Visitor.Arrive(chromium, service, options: Options(ColorScheme.Light));
        await Assertions.Expect(visitor.Widget.Heading).ToBeVisibleAsync();
        await Take(visitor, "first-step");
        await ToResult(visitor, () => Take(visitor, "questions"));
        await Take(visitor, "result");

        await using var dark = await Visitor.Arrive(chromium, service, options: Options(ColorScheme.Dark));
        await ToResult(dark, () => Task.CompletedTask);
        await Take(dark, "result-dark");
    }

    // A phone without animations.
    private static BrowserNewContextOptions Options(ColorScheme scheme) => new()
    {
        ViewportSize = new() { Width = 390, Height = 844 },
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
    };

    private static async Task ToResult(Visitor visitor, Func<Task> atQuestions)
    {
        await visitor.Widget.Choose("IE");
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Widget.AnswerUntil("more-than-planned", Some.Answers(("frequency", "monthly")));
        await visitor.Widget.Option("more-than-planned", "monthly").ClickAsync();
        await visitor.Widget.Heading.EvaluateAsync("heading => scrollTo(0, 0)");
        await atQuestions();
        await visitor.Widget.Answer(new Dictionary<string, string>
        {
            ["preoccupation"] = "monthly",
            ["despite-harm"] = "less-than-monthly",
            ["bladder"] = "less-than-monthly",
        });
    }

    private static async Task Take(Visitor visitor, string name)
    {
        var image = await visitor.Page.ScreenshotAsync();
        Assert.True(image.Length > 10_000);
        if (!IsUpdate) return;
        await File.WriteAllBytesAsync(Repository.PathOf($"{Folder}/{name}.png"), image, TestContext.Current.CancellationToken);
    }
}
