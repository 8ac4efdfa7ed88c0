using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed partial class PrintTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_summary_for_a_doctor_fits_on_one_A4_page_with_every_question_answered()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var vector = (await service.Get($"/v1/questionnaires/{Some.SelfCheck}/{Some.Version}/test-vectors"))["vectors"]!.AsArray()
            .MaxBy(vector => (vector!["answers"]!.AsObject().Count, (int)vector["expected"]!["score"]!))!;
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Widget.Answer(vector["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!));
        var result = await PrintedPages(visitor);
        await visitor.Widget.Button("result.summary").ClickAsync();
        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("summary.title"));
        var summary = await PrintedPages(visitor);

        Assert.Equal(["595 842"], summary);
        var paper = visitor.Widget.Root.Locator(".paper");
        Assert.True(await paper.EvaluateAsync<bool>("paper => paper.scrollHeight <= paper.clientHeight"), "The page is cut off.");
        Assert.True(result.Count > 1);
        Assert.All(result, size => Assert.Equal("595 842", size));
    }

    // Width and height of every printed page in points.
    private static async Task<IReadOnlyList<string>> PrintedPages(Visitor visitor)
    {
        var pdf = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        return [.. MediaBox().Matches(pdf).Select(match => string.Join(' ', match.Groups["size"].Value.Split(' ').Select(Rounded)))];

        static double Rounded(string length) => Math.Round(double.Parse(length, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"/MediaBox \[0 0 (?<size>[\d.]+ [\d.]+)\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaBox();
}
