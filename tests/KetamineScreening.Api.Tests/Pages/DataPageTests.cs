using System.Net;

namespace KetamineScreening.Api.Tests.Pages;

/// <summary>The HTML of the data page, before scripts change it.</summary>
public sealed class DataPageTests
{
    [Fact]
    public async Task It_is_in_the_requested_language_and_asks_caches_to_check_it()
    {
        using var content = ContentFolder.WithLanguageXx();
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/data") { Headers = { { "Accept-Language", "xx" } } };
        using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var html = WebUtility.HtmlDecode(await response.Text());

        Assert.Equal(("xx", "no-cache"), (response.Header("Content-Language"), response.Header("Cache-Control")));
        Assert.Contains("<html lang=\"xx\" dir=\"ltr\">", html, StringComparison.Ordinal);
        Assert.Contains("<h1>[xx] What the totals show</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p class=\"message\">[xx] There are no totals yet.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_with_markup_stays_text_also_inside_the_script_element()
    {
        const string Markup = "</script><b id=planted>";
        using var content = new ContentFolder();
        content.Change("pages/data/en.json", file => file["texts"]!["totals.title"] = Markup);
        await using var service = new Service(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        var html = await service.Http.GetStringAsync(new Uri("/data", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains(WebUtility.HtmlEncode(Markup), html, StringComparison.Ordinal);
        Assert.DoesNotContain(Markup, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_text_prevents_the_start_and_is_named()
    {
        using var content = new ContentFolder();
        content.Change("pages/data/en.json", file => file["texts"]!.AsObject().Remove("totals.lead"));

        var (exitCode, output) = await Executable.Run(new Dictionary<string, string> { ["Content:Path"] = content.Path });

        Assert.Equal(1, exitCode);
        const string Fault = "- pages/data/en.json or interface/en.json: texts['totals.lead']: no text, and the page needs it";
        Assert.Contains(Fault, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_a_503_that_people_can_read()
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "store.db");
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={missing};Mode=ReadWrite" };
        await using var service = new Service(settings);

        using var response = await service.Http.GetAsync(new Uri("/data", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(("60", "no-store"), (response.Header("Retry-After"), response.Header("Cache-Control")));
        Assert.Contains("We cannot show the totals just now", await response.Text(), StringComparison.Ordinal);
    }
}
