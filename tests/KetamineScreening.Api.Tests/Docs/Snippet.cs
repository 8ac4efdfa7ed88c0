using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;

namespace KetamineScreening.Api.Tests.Docs;

/// <summary>A fenced block of the README or of a guide.</summary>
/// <param name="File">Path of the Markdown file in the repository.</param>
/// <param name="Line">Number of the line on which the block begins.</param>
/// <param name="Language">First word after the fence.</param>
/// <param name="Remark">The words after the language: empty, <c>answer</c>, or <c>not-run:</c> with a reason.</param>
/// <param name="Text">The lines of the block.</param>
/// <param name="Next">The next block of the file.</param>
public sealed record Snippet(string File, int Line, string Language, string Remark, string Text, Snippet? Next)
{
    private const string NotRun = "not-run:";

    /// <summary>Markdown files with snippets.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md")
            .Select(file => $"docs/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>All blocks of these files.</summary>
    public static IReadOnlyList<Snippet> All { get; } = [.. Files.SelectMany(Of)];

    /// <summary>Names the block in the list of tests.</summary>
    public string Place => $"{File}:{Line}";

    /// <summary>Whether the block is the output of the block before it.</summary>
    public bool IsAnswer => Remark == "answer";

    /// <summary>The expected output; null when the output does not matter.</summary>
    public Snippet? Answer => Next is { IsAnswer: true } ? Next : null;

    /// <summary>Why the block is not run; null when it is.</summary>
    public string? ReasonNotToRun => Remark.StartsWith(NotRun, StringComparison.Ordinal) ? Remark[NotRun.Length..].Trim() : null;

    /// <summary>Whether an output is the one that this block shows, where <c>...</c> stands for any text within a line.</summary>
    public bool Fits(string output) => Regex.IsMatch(
        output.Trim(),
        $"^{Regex.Escape(Text.Trim()).Replace(@"\.\.\.", ".*", StringComparison.Ordinal)}$",
        RegexOptions.None,
        TimeSpan.FromMinutes(1));

    /// <summary>The block at a place.</summary>
    public static Snippet At(string place) => All.Single(snippet => snippet.Place == place);

    private static List<Snippet> Of(string file)
    {
        var snippets = new List<Snippet>();
        foreach (var block in Markdown.Parse(System.IO.File.ReadAllText(Repository.PathOf(file))).Descendants<FencedCodeBlock>().Reverse())
        {
            var text = $"{block.Lines}\n";
            snippets.Insert(0, new Snippet(file, block.Line + 1, block.Info ?? "", block.Arguments ?? "", text, snippets.FirstOrDefault()));
        }

        return snippets;
    }
}
