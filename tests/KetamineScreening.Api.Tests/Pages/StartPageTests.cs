using System.Net;
using KetamineScreening.Api.Tests.Http;

namespace KetamineScreening.Api.Tests.Pages;

public sealed class StartPageTests(LanguageTests.TwoLanguages fixture) : IClassFixture<LanguageTests.TwoLanguages>
{
    [Theory]
    [InlineData("en", "")]
    [InlineData("xx", "[xx] ")]
    public async Task The_page_contains_its_texts_and_the_questionnaires_in_the_requested_language(string language, string prefix)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept-Language", language } } };
        using var response = await fixture.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = WebUtility.HtmlDecode(await response.Text());

        Assert.Equal((language, "text/html; charset=utf-8"), (response.Header("Content-Language"), response.Header("Content-Type")));
        Assert.Contains("Accept-Language", response.Header("Vary")!, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\">", html, StringComparison.Ordinal);
        Assert.Contains($"<h2>{prefix}Check in on your ketamine use, privately</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{", html.Split("</style>")[1], StringComparison.Ordinal);
        foreach (var questionnaire in (await fixture.Service.Get("/v1/questionnaires"))["questionnaires"]!.AsArray())
        {
            var link = $"data-questionnaire=\"{questionnaire!["id"]}\">{prefix}{questionnaire["title"]}</a>";
            Assert.Contains($"{link}<p>{prefix}{questionnaire["purpose"]}</p>", html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("page.title", "pages/about/en.json or interface/en.json")]
    [InlineData("welcome.effort", "interface/en.json")]
    public async Task A_missing_text_prevents_the_start_and_is_named(string key, string file)
    {
        using var content = new ContentFolder();
        content.Change("interface/en.json", texts => texts["texts"]!.AsObject().Remove(key));

        var (exitCode, output) = await Executable.Run(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        Assert.Equal(1, exitCode);
        Assert.Contains($"- {file}: texts['{key}']: no text, and the page needs it", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
