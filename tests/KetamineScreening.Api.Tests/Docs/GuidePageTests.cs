using System.Net;
using System.Xml;
using System.Xml.Linq;

namespace KetamineScreening.Api.Tests.Docs;

/// <summary>The guides as pages of the service.</summary>
public sealed class GuidePageTests(SharedService service)
{
    private static readonly string[] Addresses =
        [.. Snippet.Files.Select(file => $"/docs/{(file == "README.md" ? "overview" : Path.GetFileNameWithoutExtension(file))}")];

    public static TheoryData<string> Pages => [.. Addresses];

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_HTML_under_the_policy_of_every_page_and_is_revalidated(string address)
    {
        using var page = await Get(address);
        using var other = await Get("/embed/demo");
        using var again = await Get(address, ("If-None-Match", page.Header("ETag")!));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(("text/html; charset=utf-8", "no-cache"), (page.Header("Content-Type"), page.Header("Cache-Control")));
        Assert.Equal(other.Header("Content-Security-Policy"), page.Header("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(other.Header("Permissions-Policy"), page.Header("Permissions-Policy"));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_takes_HEAD_and_refuses_POST(string address)
    {
        using var head = await service.Http.SendAsync(new(HttpMethod.Head, address), TestContext.Current.CancellationToken);
        using var post = await service.Http.SendAsync(new(HttpMethod.Post, address), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, ""), (head.StatusCode, await head.Text()));
        await post.Problem(405, "method-not-allowed");
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_has_one_title_and_headings_in_order_and_no_script_or_style(string address)
    {
        var elements = (await Page(address)).Descendants().ToList();
        var levels = elements.Where(IsHeading).Select(heading => heading.Name.LocalName[1] - '0').ToList();
        var ids = elements.Attributes("id").Select(id => id.Value).ToList();

        Assert.Equal(1, levels[0]);
        foreach (var (before, level) in levels.Zip(levels.Skip(1)))
        {
            Assert.True(level > 1 && level <= before + 1, $"h{before} is followed by h{level}");
        }

        Assert.Equal(ids.Distinct(), ids);
        Assert.DoesNotContain(elements, element => element.Name.LocalName is "script" or "style");
        Assert.DoesNotContain(elements.Attributes(), attribute => attribute.Name.LocalName is "style" or ['o', 'n', ..]);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task Every_link_of_a_page_finds_what_it_names(string address)
    {
        var here = new Uri(service.Http.BaseAddress!, address);
        var links = (await Page(address)).Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "href" or "src")
            .Select(attribute => new Uri(here, attribute.Value))
            .Distinct()
            .ToList();

        Assert.True(links.Count > 10);
        // A link to the example address has become one to this service.
        Assert.DoesNotContain(links, link => link.Host == "localhost");
        foreach (var link in links.Where(link => link.Authority == here.Authority))
        {
            using var response = await Get(link.AbsolutePath);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{link}: {response.StatusCode}");
            if (link.Fragment.Length < 2) continue;
            var ids = (await Page(link.AbsolutePath)).Descendants().Attributes("id").Select(id => id.Value);
            Assert.Contains(link.Fragment[1..], ids);
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task The_navigation_of_a_page_leads_to_all_pages_and_marks_the_present_one(string address)
    {
        var here = new Uri(service.Http.BaseAddress!, address);
        var navigation = (await Page(address)).Descendants("nav").Single().Descendants("a").ToList();
        var targets = navigation.Select(link => new Uri(here, link.Attribute("href")!.Value).AbsolutePath).ToList();

        Assert.Superset(Addresses.Append("/docs/index.html").Append("/").ToHashSet(), targets.ToHashSet());
        Assert.Equal(address, targets[navigation.FindIndex(link => link.Attribute("aria-current") is not null)]);
    }

    [Fact]
    public async Task The_page_of_Swagger_UI_leads_to_all_pages()
    {
        using var response = await Get("/docs/index.html");
        var html = await response.Text();

        Assert.All(Addresses, address => Assert.Contains($"href=\"{address.Split('/')[^1]}\"", html, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/docs/no-such-guide")]
    [InlineData("/docs/integrate.md")]
    [InlineData("/docs/README.md")]
    [InlineData("/docs/%2e%2e/appsettings.json")]
    public async Task An_unknown_page_is_a_problem_document(string address)
    {
        using var response = await Get(address);

        await response.Problem(404, "not-found");
    }

    [Fact]
    public async Task The_pages_are_found_wherever_the_executable_is_started()
    {
        var folder = Directory.CreateTempSubdirectory("ketamine-elsewhere-").FullName;
        var settings = new Dictionary<string, string> { ["Store:ConnectionString"] = $"Data Source={folder}/store.db" };
        await using var executable = await Executable.Start(settings, folder);

        foreach (var address in Addresses)
        {
            using var response = await executable.Http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        executable.Signal("TERM");
        await executable.Exit();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsHeading(XElement element) => element.Name.LocalName is ['h', >= '1' and <= '6'];

    // The pages are well-formed XML too, so a tag that is not closed, or closed in the wrong place, is found here.
    private async Task<XElement> Page(string address)
    {
        using var response = await Get(address);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        using var reader = XmlReader.Create(new StringReader(await response.Text()), settings);
        return XElement.Load(reader);
    }

    private Task<HttpResponseMessage> Get(string address, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
