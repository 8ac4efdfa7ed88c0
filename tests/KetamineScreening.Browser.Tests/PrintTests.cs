using System.Text;
using System.Text.RegularExpressions;
using KetamineScreening.Api.Tests;

namespace KetamineScreening.Browser.Tests;

public sealed partial class PrintTests(SharedService service, Chromium chromium)
{
    [Fact]
    public async Task The_summary_for_a_doctor_is_one_page_of_A4_even_with_every_question_answered()
    {
        await using var visitor = await Visitor.Arrive(chromium, service);
        var vector = (await service.Get($"/v1/questionnaires/{Some.SelfCheck}/1.0.0/test-vectors"))["vectors"]!.AsArray()
            .MaxBy(vector => (vector!["answers"]!.AsObject().Count, (int)vector["expected"]!["score"]!))!;
        await visitor.Widget.Begin(Some.SelfCheck);
        await visitor.Widget.Answer(vector["answers"]!.AsObject().ToDictionary(answer => answer.Key, answer => (string)answer.Value!));
        var result = await Pages(visitor);
        await visitor.Widget.Button("result.summary").ClickAsync();
        await Assertions.Expect(visitor.Widget.Heading).ToHaveTextAsync(Texts.Of("summary.title"));
        var summary = await Pages(visitor);

        Assert.Equal(["595 842"], summary);
        // One page, and nothing cut off at its end.
        Assert.True(await visitor.Widget.Root.Locator(".paper").EvaluateAsync<bool>("paper => paper.scrollHeight <= paper.clientHeight"));
        Assert.True(result.Count > 1);
        Assert.All(result, size => Assert.Equal("595 842", size));
    }

    private static async Task<IReadOnlyList<string>> Pages(Visitor visitor)
    {
        var pdf = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        return [.. MediaBox().Matches(pdf).Select(match => string.Join(' ', match.Groups["size"].Value.Split(' ').Select(length => Math.Round(double.Parse(length, System.Globalization.CultureInfo.InvariantCulture)))))];
    }

    [GeneratedRegex(@"/MediaBox \[0 0 (?<size>[\d.]+ [\d.]+)\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaBox();
}
