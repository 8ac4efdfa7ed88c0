namespace KetamineScreening.Api.Translations;

/// <summary>A place where a translation differs from the English texts, or breaks a rule of its language.</summary>
/// <param name="Folder">Folder of the file below the content, such as <c>pages/about</c>, or the path of a list.</param>
/// <param name="Key">Place of the text in the file; empty if the finding is about the file.</param>
/// <param name="Check">Name of the check, as the exceptions name it.</param>
/// <param name="English">The English text; null if the finding is not about a text.</param>
/// <param name="Detail">The difference, for the translator.</param>
internal sealed record TranslationFinding(string Folder, string Key, string Check, string? English, string Detail)
{
    /// <summary>The finding on one line.</summary>
    /// <param name="language">Language of the file.</param>
    public string Line(string language)
    {
        var file = Folder.EndsWith(".json", StringComparison.Ordinal) ? Folder : $"{Folder}/{language}.json";
        return string.Join(": ", new[] { file, Key, Check, Detail }.Where(part => part.Length > 0));
    }
}
