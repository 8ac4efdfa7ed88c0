namespace KetamineScreening.Api.Docs;

/// <summary>A guide of the repository that is also served as a page.</summary>
/// <param name="Name">Last segment of the page's address.</param>
/// <param name="File">Name of the Markdown file, beside the executable in the folder <c>docs</c>.</param>
/// <param name="Label">Text of the link in the navigation.</param>
internal sealed record Guide(string Name, string File, string Label)
{
    /// <summary>All guides, in the order of the navigation.</summary>
    public static IReadOnlyList<Guide> All { get; } =
    [
        new("overview", "README.md", "Overview"),
        new("integrate", "integrate.md", "Integrate"),
        new("lifecycle", "lifecycle.md", "Lifecycle"),
        new("embed", "embed.md", "Embed"),
        new("fhir", "fhir.md", "FHIR"),
        new("research", "research.md", "Research"),
        new("privacy", "privacy.md", "Privacy"),
        new("operate", "operate.md", "Operate"),
        new("speed", "speed.md", "Speed"),
        new("faults", "faults.md", "Faults"),
        new("contribute", "contribute.md", "Contribute"),
        new("translate", "translate.md", "Translate"),
    ];

    /// <summary>Reads the Markdown text.</summary>
    public string Read() => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", File));
}
