using System.Net;
using KetamineScreening.Api.Tests.Http;

namespace KetamineScreening.Api.Tests.Pages;

public sealed class LearnPageTests(LanguageTests.TwoLanguages fixture) : IClassFixture<LanguageTests.TwoLanguages>
{
    [Theory]
    [InlineData("en")]
    [InlineData("xx")]
    public async Task The_page_has_every_learning_text_at_an_anchor_with_its_id(string language)
    {
        var html = WebUtility.HtmlDecode(await (await Get("/learn", language)).Text());
        var list = (await (await Get("/v1/learn", language)).Json())["texts"]!.AsArray();

        Assert.Contains($"<html lang=\"{language}\" dir=\"ltr\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{", html.Split("</style>")[1], StringComparison.Ordinal);
        Assert.True(list.Count >= 6);
        foreach (var entry in list)
        {
            var text = await (await Get((string)entry!["href"]!, language)).Json();
            var paragraphs = text["paragraphs"]!.AsArray().Select(paragraph => $"<p>{paragraph}</p>");
            var article = $"<article id=\"{entry["id"]}\"><h2>{text["title"]}</h2>{string.Concat(paragraphs)}</article>";
            Assert.Contains(article, html, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{entry["id"]}\">{text["title"]}</a>", html, StringComparison.Ordinal);
        }
    }

    private Task<HttpResponseMessage> Get(string address, string language)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Language", language } } };
        return fixture.Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
