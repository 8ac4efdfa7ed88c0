using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KetamineScreening.Api.Tests.Docs;

/// <summary>Every link of the README, the guides and the other Markdown files leads somewhere.</summary>
public sealed partial class LinkTests(SharedService service)
{
    // The address of the service in the guides.
    private const string ExampleAddress = "http://localhost:5000/";

    private static readonly string[] Files = [.. Snippet.Files, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

    [Fact]
    public void A_link_to_a_file_or_a_heading_finds_it()
    {
        var links = Links().Where(link => !link.IsAbsolute).ToList();

        Assert.True(links.Count > 60);
        Offenders.None(links.Where(link => !Exists(link)).Select(link => $"{link.File}: {link.Address} leads nowhere"));
    }

    [Fact]
    public async Task A_link_to_the_service_on_this_machine_finds_a_page()
    {
        var links = Links().Where(link => link.Address.StartsWith(ExampleAddress, StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            var address = new Uri("/" + link.Address[ExampleAddress.Length..], UriKind.Relative);
            using var response = await service.Http.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, $"{link.File}: {link.Address}");
        }
    }

    [Fact]
    public void A_guide_is_linked_with_the_README_both_ways_and_with_its_neighbours()
    {
        var links = Links().Select(link => (link.File, Target: Target(link).Path)).ToHashSet();
        var guides = Snippet.Files.Where(file => file != "README.md").ToList();

        Assert.Equal(11, guides.Count);
        Assert.All(guides, guide => Assert.Contains(("README.md", guide), links));
        Assert.All(guides, guide => Assert.Contains((guide, "README.md"), links));
        Assert.All(guides, guide => Assert.True(guides.Count(other => links.Contains((guide, other))) > 1, $"{guide} links to too few"));
    }

    [Fact]
    public void A_file_that_the_guide_for_contributors_names_exists()
    {
        var paths = Markdown.Parse(File.ReadAllText(Repository.PathOf("docs/contribute.md"))).Descendants<CodeInline>()
            .Select(code => code.Content)
            .Where(code => SourcePath().IsMatch(code))
            .ToList();

        Assert.True(paths.Count > 30);
        Offenders.None(paths
            .Where(path => !Path.Exists(Repository.PathOf(path)) && !Path.Exists(Repository.PathOf($"src/KetamineScreening.Api/{path}")))
            .Select(path => $"docs/contribute.md: there is no {path}"));
    }

    [Theory]
    [InlineData("I want to add something", "i-want-to-add-something")]
    [InlineData("Conditions & branching: `askedWhen`", "conditions--branching-askedwhen")]
    public void Headings_get_the_anchors_of_GitHub(string heading, string anchor) => Assert.Equal(anchor, AnchorOf(heading));

    private static IEnumerable<Link> Links() => Files.SelectMany(file =>
    {
        var text = File.ReadAllText(Repository.PathOf(file));
        var links = Markdown.Parse(text).Descendants<LinkInline>().Select(link => link.Url ?? "");
        var autolinks = Markdown.Parse(text).Descendants<AutolinkInline>().Select(link => link.Url);
        var images = ImageSource().Matches(text).Select(match => match.Groups["address"].Value);
        return links.Concat(autolinks).Concat(images).Select(address => new Link(file, address));
    });

    private static bool Exists(Link link)
    {
        var (path, anchor) = Target(link);
        var file = Repository.PathOf(path);
        if (!File.Exists(file)) return false;
        return anchor is null || Heading().Matches(File.ReadAllText(file)).Any(heading => AnchorOf(heading.Groups["text"].Value) == anchor);
    }

    private static (string Path, string? Anchor) Target(Link link)
    {
        var parts = link.Address.Split('#', 2);
        var folder = Path.GetDirectoryName(Repository.PathOf(link.File))!;
        var path = parts[0].Length == 0 ? link.File : Path.GetRelativePath(Repository.PathOf(""), Path.Combine(folder, parts[0]));
        return (path, parts.Length > 1 ? parts[1] : null);
    }

    private static string AnchorOf(string heading) => NoLetter().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("""<img src="(?<address>[^"]+)"[^>]*>""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ImageSource();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    // Without a placeholder such as ID, which is upper case.
    [GeneratedRegex(@"^(?!\.)(?!.*\b[A-Z]+\b)([\w.-]+/[\w./-]+|\w+\.cs)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoLetter();

    private sealed record Link(string File, string Address)
    {
        public bool IsAbsolute => Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
    }
}
