using System.Text.RegularExpressions;
using KetamineScreening.Api.Pages;

namespace KetamineScreening.Api.Tests.Docs;

/// <summary>With <c>Docs:Enabled=false</c> the service has no guide and no Swagger UI, and links to none.</summary>
public sealed partial class DisabledDocsTests(SharedService enabled) : IAsyncDisposable
{
    private readonly Service disabled = new(new Dictionary<string, string> { ["Docs:Enabled"] = "false" });

    private static readonly string[] Pages =
    [
        .. Directory.EnumerateFiles(WebFiles.Root, "*.html", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(WebFiles.Root, file))
            .Where(file => !file.StartsWith("parts", StringComparison.Ordinal))
            .Select(file => "/" + (file == "index.html" ? "" : Path.ChangeExtension(file, null))),
    ];

    public ValueTask DisposeAsync() => disabled.DisposeAsync();

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/index.html")]
    [InlineData("/docs/swagger-ui-bundle.js")]
    [InlineData("/docs/overview")]
    [InlineData("/docs/operate")]
    public async Task Its_addresses_are_not_found(string address)
    {
        using var before = await enabled.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        using var after = await disabled.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True((int)before.StatusCode is 200 or 301, $"{before.StatusCode}");
        var problem = await after.Problem(404, "not-found");
        Assert.DoesNotContain("/docs", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_links_to_it_and_no_mark_stays()
    {
        var before = new List<string>();
        foreach (var page in Pages)
        {
            before.AddRange(Links(page, await Html(enabled, page)));
            Assert.Empty(Links(page, await Html(disabled, page)));
        }

        Assert.Contains("/docs/operate", before);
        Assert.Contains("/docs", before);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/embed/demo")]
    public async Task The_description_for_programs_and_the_example_page_stay(string address)
    {
        using var response = await disabled.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    private static async Task<string> Html(Service service, string page)
    {
        using var response = await service.Http.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await response.Text();
        Assert.Equal("", Marks().Match(html).Value);
        return html;
    }

    private static IEnumerable<string> Links(string page, string html) => Link().Matches(html)
        .Select(link => new Uri(new Uri("http://service.example" + page), link.Groups["address"].Value).AbsolutePath)
        .Where(path => path == "/docs" || path.StartsWith("/docs/", StringComparison.Ordinal));

    [GeneratedRegex("""href="(?<address>[^"]*)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\{\{[#/][^}]*\}\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marks();
}
