using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KetamineScreening.Api.Docs;

/// <summary>Converts the Markdown of a guide to HTML.</summary>
/// <remarks>
/// Raw HTML in the Markdown, such as the pictures of README.md, is left out of the page, because the files that it refers to
/// are not served.
/// </remarks>
internal static class GuideMarkdown
{
    // The address of this service in the guides. A link to it leads to the service that serves the page.
    private const string ExampleAddress = "http://localhost:5000/";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    /// <summary>Converts a text. Headings get the ids that GitHub gives them.</summary>
    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var html in document.Descendants<HtmlBlock>().ToList()) html.Parent!.Remove(html);
        foreach (var link in document.Descendants<AutolinkInline>().ToList()) link.ReplaceBy(Link(link.Url));
        foreach (var link in document.Descendants<LinkInline>().ToList()) Redirect(link);

        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<HtmlTableRenderer>(new ScrollingTable());
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ScrollingCode());
        renderer.Render(document);
        return text.ToString();
    }

    private static LinkInline Link(string address)
    {
        var link = new LinkInline(address, title: "");
        link.AppendChild(new LiteralInline(address));
        return link;
    }

    // A link to another guide becomes a link to its page; a link to a file that is not served becomes plain text.
    private static void Redirect(LinkInline link)
    {
        var address = link.Url ?? "";
        if (address.StartsWith(ExampleAddress, StringComparison.Ordinal)) link.Url = "../" + address[ExampleAddress.Length..];
        else if (!address.StartsWith('#') && !Uri.IsWellFormedUriString(address, UriKind.Absolute))
        {
            var (file, fragment) = address.Split('#', 2) is [var before, var after] ? (before, "#" + after) : (address, "");
            if (Guide.All.FirstOrDefault(guide => guide.File == Path.GetFileName(file)) is { } guide) link.Url = guide.Name + fragment;
            else link.ReplaceBy(new ContainerInline(), copyChildren: true);
        }
    }

    // Tables and code scroll inside a box of their own, so the page keeps the width of the screen. The box takes the keyboard
    // focus, because otherwise only a mouse could scroll it.
    private static void Scroll(HtmlRenderer renderer, string label, Action write)
    {
        renderer.EnsureLine();
        renderer.WriteLine($"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{label}\">");
        write();
        renderer.EnsureLine();
        renderer.WriteLine("</div>");
    }

    private sealed class ScrollingTable : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table) => Scroll(renderer, "Table", () => base.Write(renderer, table));
    }

    private sealed class ScrollingCode : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock code) => Scroll(renderer, "Code", () => base.Write(renderer, code));
    }
}
