using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

/// <summary>The result and the summary for a doctor on paper.</summary>
public sealed partial class PrintTests(SharedService service, Chromium chromium)
{
    private static readonly BrowserNewContextOptions Calm = new() { ReducedMotion = ReducedMotion.Reduce };

    public static TheoryData<string, int> Lengths => new() { { "few answers", 0 }, { "every answer", 1 } };

    [Theory, MemberData(nameof(Lengths))]
    public async Task Every_page_is_A4_and_has_text_on_it(string answers, int count)
    {
        await using var visitor = await ToResult(answers == "every answer" ? await LongestAnswers() : Some.Answers());
        var result = await PrintedPages(visitor);
        await visitor.Widget.ToSummary();
        var summary = await PrintedPages(visitor);

        Assert.True(result.Count > count);
        Assert.InRange(summary.Count, 1, 2);
        Assert.All(result.Concat(summary), page => Assert.Equal(("595 842", true), (page.Size, page.Runs > 0)));
        // Short parts stay together, which must not leave a page nearly empty: half a page has about 100 runs.
        Assert.All(result.SkipLast(1), page => Assert.True(page.Runs > 60, $"{page.Runs} runs"));
    }

    [Fact]
    public async Task The_letters_of_the_summary_are_at_least_9_points_high()
    {
        const string Sizes = """
            (widget) => [...widget.querySelectorAll('.sheet *')]
              .filter((element) => element.checkVisibility() && element.textContent)
              .map((element) => parseFloat(getComputedStyle(element).fontSize) * 0.75)
            """;
        await using var visitor = await ToResult(await LongestAnswers());
        await visitor.Widget.ToSummary();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.True((await visitor.Widget.Root.EvaluateAsync<double[]>(Sizes)).Where(size => size > 0).Min() >= 9 - 0.01);
    }

    [Fact]
    public async Task No_step_prints_a_control()
    {
        const string Controls = """
            [...document.querySelectorAll('button, input[type=checkbox]')].filter((one) => one.checkVisibility()).length
            """;
        await using var visitor = await Visitor.Arrive(chromium, service, options: Calm);
        await visitor.Widget.Begin(Some.QuickCheck);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>(Controls));
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await visitor.Widget.AnswerAll(Some.Answers());
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>(Controls));
    }

    [Fact]
    public async Task A_print_out_says_what_it_is_and_has_a_neutral_title()
    {
        await using var visitor = await ToResult(Some.Answers());
        var title = await visitor.Page.TitleAsync();
        await visitor.Page.EvaluateAsync(
            """
            window.print = () => {
              const rules = [...document.adoptedStyleSheets.at(-1).cssRules];
              [window.printed, window.foot] = [document.title, rules.map((rule) => rule.cssText).join('')];
              dispatchEvent(new Event('afterprint'));
            };
            """);

        await visitor.Widget.Root.Locator("[data-part=take-with-you] > summary").ClickAsync();
        await visitor.Widget.Root.Locator("[data-part=print]").ClickAsync();
        var after = await visitor.Page.TitleAsync();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal((Texts.Of("print.title"), title), (await visitor.Page.EvaluateAsync<string>("printed"), after));
        var head = visitor.Widget.Root.Locator("p.print-only");
        await Assertions.Expect(head).ToBeVisibleAsync();
        await Assertions.Expect(head).ToContainTextAsync(Some.Version);
        await Assertions.Expect(head).ToContainTextAsync(DateTime.Now.Year.ToString(CultureInfo.InvariantCulture));
        // Every page has the line at its foot, because sheets of paper come apart.
        var foot = await visitor.Page.EvaluateAsync<string>("foot");
        Assert.Contains($"content: \"{await head.TextContentAsync()}\"", foot, StringComparison.Ordinal);
    }

    private async Task<Dictionary<string, string>> LongestAnswers()
    {
        var vectors = (await service.Get($"/v1/questionnaires/{Some.SelfCheck}/{Some.Version}/test-vectors"))["vectors"]!.AsArray();
        var longest = vectors.MaxBy(vector => (vector!["answers"]!.AsObject().Count, (int)vector["expected"]!["score"]!))!;
        return longest["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!);
    }

    private async Task<Visitor> ToResult(Dictionary<string, string> answers)
    {
        var visitor = await Visitor.Arrive(chromium, service, options: Calm);
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Widget.Answer(answers);
        return visitor;
    }

    // Width and height of every printed page in points, and the number of runs of text that it draws.
    private static async Task<IReadOnlyList<(string Size, int Runs)>> PrintedPages(Visitor visitor)
    {
        var pdf = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        return [.. Page().Matches(pdf).Select(page => (Size(page.Value), RunsOf(pdf, Contents().Match(page.Value).Groups["id"].Value)))];
    }

    private static string Size(string page)
    {
        var lengths = MediaBox().Match(page).Groups["size"].Value.Split(' ');
        return string.Join(' ', lengths.Select(length => Math.Round(double.Parse(length, CultureInfo.InvariantCulture))));
    }

    private static int RunsOf(string pdf, string id)
    {
        var from = pdf.IndexOf($"\n{id} 0 obj", StringComparison.Ordinal);
        var start = pdf.IndexOf("stream\n", from, StringComparison.Ordinal) + "stream\n".Length;
        var end = pdf.IndexOf("endstream", start, StringComparison.Ordinal);
        using var content = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(pdf[start..end])), CompressionMode.Decompress);
        using var reader = new StreamReader(content, Encoding.Latin1);
        return TextRun().Count(reader.ReadToEnd());
    }

    [GeneratedRegex(@"<</Type /Page\s.*?>>\s*endobj", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Page();

    [GeneratedRegex(@"/Contents (?<id>\d+) 0 R", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Contents();

    [GeneratedRegex(@"\bT[jJ]\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TextRun();

    [GeneratedRegex(@"/MediaBox \[0 0 (?<size>[\d.]+ [\d.]+)\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaBox();
}
